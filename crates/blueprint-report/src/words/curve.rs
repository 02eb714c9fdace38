//! Words of the curve, the ways and the endings.

words! {
    // A scale whose neutral is one of its ends.
    best_and_neutral(score) => "best, neutral {score}", "最好、中性 {score}";
    worst_and_neutral(score) => "worst, neutral {score}", "最差、中性 {score}";

    // What a moment says when it is pointed at.
    titled(name, said) => "{name}: {said}", "{name}：{said}";
    scored(score) => "experience {score}", "体验 {score}";
    unscored => "not scored", "没有评分";
    expecting(score) => "expected {score}", "期望 {score}";
    deviating(deviation) => "standard deviation {deviation}", "标准差 {deviation}";
    asked(count) => "{count} asked", "{count} 人接受调查";
    plays_in(part, share) => "{part} in {share} of journeys", "{share} 的旅程以此为{part}";
    spread_of_ratings
        => "spread of single ratings: mean ± standard deviation, cut at the ends of the scale",
           "单个评分的离散：平均值 ± 标准差，不超出量表两端";

    // The ways.
    end_here(share) => "ends {share}", "{share} 结束";
    to_ending(ending, share) => "{ending} {share}", "{ending} {share}";
    on_to(name, share) => "{name} {share}", "{name} {share}";
    way_of(from, to, share) => "{from} → {to} {share}", "{from} → {to} {share}";
    under_condition(way, when) => "{way} ({when})", "{way}（{when}）";
    starting_here(name, share) => "{share} of journeys start at {name}", "{share} 的旅程从“{name}”开始";

    // The segments, drawn apart.
    segments_apart => "Segments", "细分人群";
    remembered_by_segment(share, remembered)
        => "{share} of customers · remember {remembered}", "{share} 的顾客 · 记住 {remembered}";
    share_of_customers(share) => "{share} of customers", "{share} 的顾客";

    // The endings.
    endings => "Endings", "结局";
    of_journeys(share) => "{share} of journeys", "{share} 的旅程";
    remember(score) => "remember {score}", "记住 {score}";
    reach_a_goal(share) => "{share} reach a goal", "{share} 达成目标";
}
