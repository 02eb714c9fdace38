//! Words of the live what-if.

words! {
    what_if => "What if", "如果……会怎样";
    what_if_how(worst, best)
        => "Move a slider and see at once what customers would remember: left is worst ({worst}), right is best ({best}).",
           "拖动滑块，立即看到顾客会记住什么：最左为最差（{worst}），最右为最好（{best}）。";
    what_if_all_ways
        => "Computed exactly: every way through the service counts with its probability, loops included.",
           "精确计算：每一条路径都按其概率计入，包括循环。";
    what_if_likely_way(limit)
        => "Beyond {limit} touchpoints each segment is followed along its most likely way only. What happens beside that \
            way does not count here, so the figures can differ from those of the report.",
           "触点超过 {limit} 个时，每个客群只沿其最可能的路径计算。这条路径以外的事在此不计入，因此数字可能与报告中的不同。";
    what_if_means
        => "It is what a customer remembers who feels the mean score at every touchpoint. How much single customers differ, \
            and how many have a bad memory, is not computed here.",
           "结果是在每个触点都感受到平均分的顾客所记住的体验。单个顾客之间的差异，以及有多少人留下糟糕的记忆，此处不作计算。";
    what_if_needs_script
        => "The sliders need scripts, which are off in this browser. Everything else in the report is complete without them.",
           "滑块需要脚本，而此浏览器已关闭脚本。报告的其余部分不受影响。";
    what_if_nothing
        => "No touchpoint that anybody comes to can be moved.", "没有可以调整的触点。";
    together => "Move a touchpoint in every segment to the same score", "在所有客群中把同一触点调到同一分数";
    reset => "Reset", "复位";
    reset_all => "Reset all", "全部复位";
    reset_one(name) => "Reset {name}", "复位：{name}";
    of_customers(share) => "{share} of customers", "{share} 的顾客";
    for_everyone => "Everyone", "所有顾客";
    everyone_remembers => "Remembered by everyone", "所有顾客会记住";
    would_remember => "Remembered", "会记住";
    nothing_remembered => "nothing: no moment is scored", "没有：没有评过分的时刻";
    was(was) => "was {was}", "原为 {was}";
    moved(was, change) => "was {was}, {change}", "原为 {was}，{change}";
    leader(name, share) => "{name} ({share} of journeys)", "{name}（{share} 的旅程）";
    no_leader => "none", "无";
    not_scored => "no score", "未评分";
    note_assumed => "assumed", "假设值";
    note_surveyed => "surveyed", "来自调查";
    note_ratings(count) => "{count} ratings", "{count} 个评分";
    note_unscored => "no score yet: move the slider to give one", "尚未评分：移动滑块即可给分";
}
