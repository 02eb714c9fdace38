//! Words of exports.

words! {
    a_customer => "Customer", "顾客";
    unscored_name(name) => "{name} (not scored)", "{name}（未评分）";
    with_score(score) => "experience {score}", "体验 {score}";
    share_when(share, condition) => "{share} when {condition}", "{share}，条件：{condition}";
    only_when(condition) => "when {condition}", "条件：{condition}";
    row_stage => "Stage", "阶段";
    row_step => "Step", "步骤";
    row_touchpoint => "Touchpoint", "触点";
    row_channel => "Channel", "渠道";
    row_expectation => "Expectation", "期望";
    row_marks => "Marks", "标记";
    row_fail_point => "Fail point", "失误点";
    row_wait => "Wait", "等待";
    row_standards => "Service standards", "服务标准";
    row_notes => "Notes", "备注";
    row_peak => "Peak (share of journeys)", "峰值（旅程占比）";
    row_trough => "Trough (share of journeys)", "低谷（旅程占比）";
    row_end => "End (share of journeys)", "终点（旅程占比）";
    who_does(actor, activity) => "{actor}: {activity}", "{actor}：{activity}";
}
