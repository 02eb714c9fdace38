//! Words of what is hidden, of the kinds of experience, and of the checks.

words! {
    behind_the_scenes => "Behind the scenes", "幕后";
    impact_lead
        => "What each activity carries in memory, and what its failure would cost.", "每项活动支撑着哪些记忆，一旦失败会损失多少。";
    impact_unknown => "What failures would cost is not known:", "无法得知失败会造成多少损失：";
    most_costly_failure(name, now, remembered)
        => "Customers never see “{name}”, but if it fails they remember {remembered} instead of {now}.",
           "顾客看不到“{name}”，但它一旦出问题，他们记住的体验就不再是 {now}，而是 {remembered}。";
    hidden_activities => "Hidden activities", "隐藏的活动";
    seen_activities => "Activities in sight of the customer", "顾客看得见的活动";
    the_actors => "Actors, if all that they do fails", "角色（所做的一切都失败时）";
    the_evidence => "Physical evidence, if it is missing or wrong", "有形展示（缺失或出错时）";
    if_this_fails => "If this fails", "若它出问题";
    carries => "Carries", "支撑的触点";
    carries_nothing => "nothing", "无";
    if_it_fails => "Remembered", "记住的体验";
    if_it_fails_means
        => "What would be remembered if every scored touchpoint that it carries fell to the worst score.",
           "若它支撑的每个已评分触点都变为最差的分数，会记住的体验。";
    loss => "Change in memory", "记忆的变化";
    loss_means
        => "Against what is remembered now, in points. One failure at a time; the bar is the part of the whole scale.",
           "与现在记住的体验相比（分）。每次只有一项失败；横条表示占整个量尺的比例。";

    // The five kinds.
    five_kinds => "Five kinds of experience", "五种体验";
    all_kinds_offered => "The service offers all five kinds of experience.", "服务提供了全部五种体验。";
    no_kinds_tagged
        => "No touchpoint says which kinds of experience it offers (sense, feel, think, act, relate). Tag them with `kinds`.",
           "没有触点标明它提供哪种体验（感官、情感、思考、行动、关联）。请用 `kinds` 标注。";
    kinds_missing(kinds) => "Offered nowhere: {kinds}.", "没有任何触点提供：{kinds}。";
    offered_nowhere => "nowhere", "无";
    sense => "Sense", "感官";
    sense_means => "seen, heard, touched, tasted, smelled", "看、听、触、尝、闻";
    feel => "Feel", "情感";
    feel_means => "moods and emotions", "心情与情绪";
    think => "Think", "思考";
    think_means => "surprise, curiosity, learning", "惊喜、好奇、学习";
    act => "Act", "行动";
    act_means => "doing, habits, ways of life", "行为、习惯、生活方式";
    relate => "Relate", "关联";
    relate_means => "belonging, being recognised", "归属感、被认出";

    // The checks.
    checks => "Checks", "检查";
    nothing_found => "The checks found nothing weak.", "检查没有发现薄弱之处。";
    one_warning => "The checks found one thing to look at.", "检查发现 1 处值得留意。";
    warnings(count) => "The checks found {count} things to look at.", "检查发现 {count} 处值得留意。";
    checks_skipped => "Not asked:", "未检查：";
    messages_are_english => "What each check says is in English.", "各项检查的具体说明为英文。";
}
