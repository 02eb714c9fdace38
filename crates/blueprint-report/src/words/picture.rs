//! Words of the picture, and of the drawing in the terminal.

words! {
    picture_of(name) => "Service blueprint: {name}", "服务蓝图：{name}";

    // The sentence.
    customers => "customers", "顾客";
    sentence(name, who, remembered, scale, experienced, parts)
        => "{name}: {who} will remember {remembered}{scale} and live through {experienced}; {parts}.",
           "{name}：{who}会记住 {remembered}{scale}，而一路的平均体验是 {experienced}；{parts}。";
    not_known(name, reason)
        => "{name}: what customers will remember is not known, because {reason}.",
           "{name}：无法得知顾客会记住什么，因为 {reason}。";
    nothing_scored(name, who)
        => "{name}: what {who} will remember is not known, because no moment that they meet is scored.",
           "{name}：无法得知{who}会记住什么，因为他们经历的时刻都没有评分。";
    the_peak_is(moment, share) => "the peak is “{moment}” ({share} of journeys)", "峰值是“{moment}”（{share} 的旅程）";
    the_trough(moment, share) => "the trough “{moment}” ({share})", "低谷是“{moment}”（{share}）";
    the_usual_end(moment, share) => "the usual end “{moment}” ({share})", "最常见的终点是“{moment}”（{share}）";
    of_best(best) => " of {best}", "（满分 {best}）";
    worst_and_best(worst, best) => " (worst is {worst}, best {best})", "（最差 {worst}，最好 {best}）";
    left_out_of_it(share)
        => "; {share} of journeys have no scored moment and are not in it", "；另有 {share} 的旅程没有评分的时刻，不计在内";
    between_parts => ", ", "，";

    // The scale and the curve.
    experience => "Experience", "体验";
    best_score(score) => "best {score}", "最好 {score}";
    neutral_score(score) => "neutral {score}", "中性 {score}";
    worst_score(score) => "worst {score}", "最差 {score}";
    peak => "peak", "峰值";
    trough => "trough", "低谷";
    end => "end", "终点";
    memory => "Memory", "记忆";
    influence(share) => "influence {share}", "影响 {share}";
    continued(stage) => "{stage}, continued", "{stage}（续）";

    // The ways.
    ways => "Ways", "去向";
    leaves => "leaves", "离开";
    ends => "ends", "结束";
    start_here(share) => "{share} start here", "{share} 从这里开始";

    // The lanes and the lines between them.
    evidence => "Evidence", "有形展示";
    customer => "Customer", "顾客";
    frontstage => "Frontstage", "前台";
    backstage => "Backstage", "后台";
    support => "Support", "支持";
    line_of_interaction => "line of interaction", "互动线";
    line_of_visibility => "line of visibility", "可视线";
    line_of_internal_interaction => "line of internal interaction", "内部互动线";

    // The legend.
    above_neutral => "neutral or better", "中性或更好";
    below_neutral => "worse than neutral", "差于中性";
    assumed => "assumed, nobody was asked", "假设值，没有调查";
    partly_assumed => "asked in some segments only, assumed in others", "只调查了部分细分人群，其余为假设值";
    expected => "expected", "期望";
    peak_share => "remembered peak (share of journeys)", "被记住的峰值（旅程占比）";
    goal_reached => "ends, goal reached", "结束，达成目标";
    a_partner => "a partner", "合作方";
    fail_point => "fail point", "失误点";
    wait_beyond_tolerance => "wait beyond tolerance", "等待超出容忍";
    pain => "a pain, noted", "记下的痛点";
    idea => "an idea, noted", "记下的点子";
    moment_of_truth => "moment of truth", "关键时刻";
    service_standard => "service standard", "服务标准";
    out_of_control => "out of our control", "不由我们控制";
}
