//! Words of the report.

mod advice;
mod checks;
mod hidden;
mod method;
mod models;
mod moments;

words! {
    // The page.
    report_title(name) => "{name}: what customers will remember", "{name}：顾客会记住什么";
    report_kind => "Service blueprint and memory report", "服务蓝图与记忆报告";
    skip_to_content => "Skip to the content", "跳到正文";
    contents => "Contents", "目录";
    made_with(version) => "Made with blueprint {version}. This page is one file and loads nothing from anywhere.",
        "由 blueprint {version} 生成。本页是单个文件，不从任何地方加载内容。";
    // Between two sentences, and after a colon: Chinese marks bring their own room.
    gap_between_sentences => " ", "";
    bracketed(text) => " ({text})", "（{text}）";
    list_comma => ", ", "、";
    quoted(name) => "“{name}”", "“{name}”";
    and_more(names, more) => "{names} and {more} more", "{names}等，另有 {more} 项";
    and_so_many_more(more) => "and {more} more", "另有 {more} 项";
    more_not_listed(more) => "{more} more are not listed.", "另有 {more} 项未列出。";
    first_of(listed, all) => "The first {listed} of {all}.", "前 {listed} 项，共 {all} 项。";
    some_of(listed, all) => "{listed} of {all}, spread over all of them; the chart has every one.",
        "从 {all} 项中均匀选出 {listed} 项；图中为全部。";

    // The four numbers.
    four_numbers => "Four numbers", "四个数字";
    remembered => "Remembered", "记住的体验";
    remembered_means
        => "What customers look back on: the mean of the most intense moment and the last one, over all ways through.",
           "顾客回想起来的体验：最强烈的时刻与最后一个时刻的平均，按所有路径计算。";
    experienced => "Experienced", "实际体验";
    experienced_means
        => "What they live through: the mean of all moments, weighted by how long they take where that is known.",
           "顾客一路经历的体验：所有时刻的平均；已知时长时按时长加权。";
    gap => "Memory gap", "记忆差距";
    gap_means
        => "Remembered minus experienced. Above 0, memory is kinder than the journey was.",
           "记住的体验减去实际体验。大于 0 表示记忆比实际经历更好。";
    bad_memory => "Bad memory", "糟糕记忆";
    bad_memory_means(neutral)
        => "The share of journeys that are remembered as worse than neutral, which is {neutral}.",
           "被记住的体验差于中性分（{neutral}）的旅程占比。";
    on_scale(worst, neutral, best)
        => "Scores go from {worst} (worst) through {neutral} (neutral) to {best} (best). Differences are positive towards best.",
           "分数从 {worst}（最差）经 {neutral}（中性）到 {best}（最好）。差值以趋向最好为正。";
    left_out(share)
        => "{share} of journeys have no scored moment and are left out.", "{share} 的旅程没有评分的时刻，不计在内。";
    by_segment_and_ending => "By segment and by ending", "按客群和结局";
    who => "Who", "谁";
    share => "Share", "占比";
    share_means
        => "Of all customers for a segment, of all journeys for an ending.", "客群为占全部顾客的比例，结局为占全部旅程的比例。";
    goal => "Reaches a goal", "达成目标";
    goal_means => "The share of journeys that end where the service wants them to.", "旅程结束于服务期望的结局的比例。";
    a_goal => "goal", "目标";

    // The blueprint.
    the_blueprint => "The blueprint", "服务蓝图";
    the_blueprint_lead
        => "One column per touchpoint, through everything: from a low point of the curve straight down to who does what there.",
           "每个触点一列，贯穿所有泳道：从曲线的低点直接往下，就能看到那里由谁做什么。";
    scrolls_sideways => "The picture scrolls sideways.", "图可左右滚动。";
    not_pictured(count)
        => "{count} more segments are not pictured here. Ask for one by its id:", "另有 {count} 个客群未在此画出。可按 id 指定：";
    who_is_shown => "Who is shown", "显示谁的旅程";
    picture_for(who) => "Blueprint: {who}", "服务蓝图：{who}";
}
