//! Words of the method.

words! {
    method => "Method and assumptions", "方法与假设";
    method_lead
        => "Where every number comes from, what was asked of people and what was assumed.", "每个数字从何而来，哪些问过人，哪些是假设。";
    how_memory_is_predicted => "How memory is predicted", "如何预测记忆";
    method_peak
        => "The peak is the moment furthest from neutral, good or bad. Of two that are as far, the worse one counts.",
           "峰值是离中性最远的时刻，无论好坏；两者一样远时取较差者。";
    method_end => "The end is the last scored moment.", "终点是最后一个有评分的时刻。";
    method_remembered => "Remembered is the mean of the two, weights ½ and ½.", "记住的体验是两者的平均，权重各 ½。";
    method_experienced_by_duration
        => "Experienced is the mean of all moments, weighted by their durations.", "实际体验是所有时刻按时长加权的平均。";
    method_experienced_plain
        => "Experienced is the mean of all moments; without a duration for every scored touchpoint it is a plain mean.",
           "实际体验是所有时刻的平均；若并非每个已评分触点都有时长，则为简单平均。";
    method_ways
        => "All ways through count, each with its probability, and segments by their share.", "所有路径按各自概率计入，客群按占比计入。";
    data_and_assumptions => "Data and assumptions", "数据与假设";
    scores_surveyed(count, ratings) => "{count} touchpoints are surveyed, {ratings} ratings:", "{count} 个触点来自调查，共 {ratings} 个评分：";
    scores_mixed(count)
        => "{count} are surveyed for some segments and assumed for others:", "{count} 个只调查了部分客群，其余为假设值：";
    nothing_surveyed => "No touchpoint is surveyed.", "没有触点来自调查。";
    scores_assumed(count) => "{count} are assumed, nobody was asked:", "{count} 个为假设值，没有调查：";
    scores_missing(count) => "{count} have no score and are passed through:", "{count} 个没有分数，计算时跳过：";
    shares_are_as_written
        => "Shares of segments and ways, costs and what options do are taken as written.", "客群与路径的比例、花费以及方案的效果均按所写采用。";
    how_exact => "How exact", "有多精确";
    law_is_exact(n)
        => "Peak, end and remembered are computed exactly, not sampled; less than one journey in {n} is missing.",
           "峰值、终点和记住的体验为精确计算而非抽样；未计入的旅程不到 {n} 分之一。";
    nothing_predicted => "Nothing is predicted:", "没有预测：";
    set_is_proved => "The chosen set of options is proved to be the best.", "选中的方案组合已证明为最优。";
    set_is_not_proved(bound)
        => "The chosen set is the best one found; it is not proved to be the best, and none is better than {bound}.",
           "选中的组合是已找到的最好组合，未证明最优；任何组合都不会好于 {bound}。";
    same_bytes => "The same blueprint always gives the same page.", "同一份蓝图总是得到同样的页面。";
    not_in_the_model => "What the numbers do not say", "这些数字不能说明什么";
    limit_independence
        => "Moments are taken to be felt independently. Real people are strict everywhere or nowhere.", "假设各时刻的感受彼此独立；真实的人往往处处严格或处处宽松。";
    limit_lens
        => "Peak and end is a lens. On public data it often predicts worse than the plain mean, so compare the models.",
           "峰终定律只是一种视角。在公开数据上它常不如简单平均准确，因此请比较各模型。";
    limit_mean
        => "Scores are those of an average customer, who feels the mean score at every touchpoint.", "分数属于平均顾客，即在每个触点都感受到平均分的人。";
    thresholds => "Thresholds that were chosen", "人为选定的阈值";
    thresholds_lead(close, apart)
        => "Models are called close below {close} of the scale and far apart from {apart}. The checks warn:",
           "各模型相差低于量尺的 {close} 称为接近，达到 {apart} 称为差距很大。各项检查在以下情况提示：";
    parameters_of_models => "Parameters of the memory models", "记忆模型的参数";
    versions(version, format)
        => "blueprint-report, peak-end and service-blueprint {version}; blueprint format {format}.",
           "blueprint-report、peak-end 与 service-blueprint {version}；蓝图格式 {format}。";
}
