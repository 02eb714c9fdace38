//! Words of the table of moments, of satisfaction and of factors.

use service_blueprint::document::NoteKind;

use crate::Language;

words! {
    the_moments => "The moments", "各个时刻";
    the_moments_lead => "Every touchpoint with its part in memory.", "每个触点及其在记忆中的作用。";
    lifting_gains_most(name, gain)
        => "Lifting “{name}” alone to the best score would gain memory most: {gain} points.",
           "只把“{name}”提升到最好的分数，对记忆的增益最大：{gain} 分。";
    caption_of_moments => "The moments. The buttons in the header sort the table.", "各个时刻。点击表头按钮可排序。";
    sorts_by_heads => "The buttons in the header sort the table.", "点击表头按钮可排序。";
    assumed_and_surveyed
        => "● surveyed, n people were asked. ◐ asked in some segments only, assumed in others. ○ assumed: nobody was asked.",
           "● 来自调查，n 为受访人数。◐ 只调查了部分客群，其余为假设值。○ 假设值：没有调查。";
    skipped_by_all => "Skipped by every segment, and in no picture: ", "所有客群都跳过、因而不在图中的触点：";
    surveyed => "surveyed", "来自调查";
    touchpoint => "Touchpoint", "触点";
    head_score => "Score", "分数";
    score_means => "The mean experience here, over all visits.", "此处体验的平均分，按所有到访计算。";
    head_expected => "Expected", "期望";
    expected_means => "What customers expect here, over all visits.", "顾客在此处的期望，按所有到访计算。";
    head_peak => "Peak", "峰值";
    peak_means
        => "The share of journeys whose most intense moment this is, good or bad.", "以此处为最强烈时刻（无论好坏）的旅程占比。";
    head_trough => "Trough", "低谷";
    trough_means => "The share of journeys whose worst moment this is.", "以此处为最差时刻的旅程占比。";
    head_end => "End", "终点";
    end_means => "The share of journeys whose last scored moment this is.", "以此处为最后一个评分时刻的旅程占比。";
    slope => "Slope", "斜率";
    slope_means
        => "How many points better memory gets per point that this moment gets better.", "此时刻每提高 1 分，记住的体验提高多少分。";
    if_best => "If best", "若最好";
    if_best_means
        => "What would be remembered if this moment alone rose to the best score.", "若只有此时刻达到最好的分数，会记住的体验。";
    if_worst => "If worst", "若最差";
    if_worst_means
        => "What would be remembered if this moment alone fell to the worst score.", "若只有此时刻变为最差的分数，会记住的体验。";
    control => "Control", "控制";
    ours => "ours", "我们";
    not_ours => "a partner’s", "合作方";
    beyond_us => "out of our control", "不由我们控制";
    nobody_comes => "nobody comes here", "没有人会来到这里";
    n_asked(n) => "n {n}", "n {n}";
    owner => "Owner", "负责人";
    marks_and_notes => "Marks and notes", "标记与备注";
    wait => "wait", "等待";
    from_event(event) => "from {event}", "自{event}起";
    unless(case) => "unless {case}", "{case}除外";
    in_seconds(n) => "{n} s", "{n} 秒";
    in_minutes(n) => "{n} min", "{n} 分钟";
    in_hours(n) => "{n} h", "{n} 小时";
    in_days(n) => "{n} d", "{n} 天";
    within(limit) => "within {limit}", "{limit}内";
    at_most(limit) => "at most {limit}", "最多 {limit}";
    note_idea => "Idea", "点子";
    note_policy => "Policy", "规定";
    note_question => "Question", "疑问";
    note_quote => "Quote", "引语";
    note_pain => "Pain", "痛点";
    note_note => "Note", "备注";

    // Satisfaction against memory.
    satisfaction_and_memory => "Satisfaction against memory", "满意度与记忆";
    satisfaction_lead
        => "Satisfaction surveys look for the weakest score. Memory keeps the peak and the end.",
           "满意度调查寻找最弱的分数，而记忆保留的是峰值和终点。";
    rankings_agree(name)
        => "Satisfaction and memory agree on what matters most: “{name}” disappoints most and makes most of the memory.",
           "满意度与记忆在最重要之处一致：“{name}”最令人失望，也最能决定记忆。";
    rankings_disagree(name, rank, all, top)
        => "Satisfaction would mend “{name}” first. To memory it is number {rank} of {all}; what makes most of the memory is “{top}”.",
           "按满意度应先改进“{name}”，但它对记忆的影响在 {all} 个触点中排第 {rank}；最能决定记忆的是“{top}”。";
    nobody_is_disappointed(top)
        => "Nobody is disappointed: every touchpoint meets what is expected of it. What makes most of the memory is “{top}”.",
           "没有触点令人失望：每个触点都达到期望。最能决定记忆的是“{top}”。";
    quadrant_described
        => "Each point is a touchpoint: to the right customers get more than they expected, and the higher it stands, the more \
            of the memory it makes. The tables below have the figures.",
           "每个点是一个触点：越靠右，顾客得到的越超出期望；越靠上，它在记忆中占的部分越大。数值见下表。";
    point_described(name, satisfaction, part)
        => "{name}: satisfaction {satisfaction}, part in memory {part}", "{name}：满意度 {satisfaction}，记忆占比 {part}";
    mend_first => "disappoints and is remembered: mend first", "令人失望且被记住：先改进";
    keep_it => "pleases and is remembered: keep it", "令人满意且被记住：要保持";
    less_than_expected => "less than expected", "低于期望";
    more_than_expected => "more than expected", "高于期望";
    satisfaction_axis => "satisfaction: experience minus expectation, in points", "满意度：体验减去期望（分）";
    quadrant_caption
        => "Up: the part in what is remembered, half of how often it is the peak and half of how often it is the end. Circles \
            meet expectations, diamonds do not.",
           "纵轴：在记忆中的占比，即作为峰值的频率与作为终点的频率各占一半。圆点达到期望，菱形未达到。";
    two_rankings => "The two rankings side by side", "两种排序对照";
    rank => "No.", "名次";
    by_satisfaction => "By satisfaction, worst first", "按满意度，最差在前";
    weighted => "Weighted", "加权";
    weighted_means
        => "Experience minus expectation, times importance (1 where none is given).", "体验减去期望，再乘以重要性（未给出时为 1）。";
    rank_by_memory => "In memory", "记忆名次";
    rank_by_memory_means
        => "Its place in the other ranking. Bold where the two are far apart.", "它在另一排序中的名次。两者相差很大时加粗。";
    by_memory => "By memory, largest part first", "按记忆，占比最大在前";
    part_in_memory => "Part", "占比";
    part_in_memory_means
        => "Its part in what is remembered: half of its share of peaks, half of its share of ends.",
           "在记忆中的占比：峰值占比的一半加终点占比的一半。";
    rank_by_satisfaction => "In satisfaction", "满意度名次";

    // Factors.
    factors => "Factors and the key experience", "体验因素与关键体验";
    key_experience_is(name, weighted)
        => "The key experience is “{name}”: with a weighted satisfaction of {weighted}, it disappoints most of what matters.",
           "关键体验是“{name}”：加权满意度为 {weighted}，在重要的因素中最令人失望。";
    key_experience_pleases(name, weighted)
        => "No factor disappoints. Closest to it comes “{name}”, with a weighted satisfaction of {weighted}.",
           "没有因素令人失望。最接近的是“{name}”，加权满意度为 {weighted}。";
    key_experience => "key experience", "关键体验";
    factor => "Factor", "因素";
    head_experience => "Experience", "体验";
    factor_experienced_means
        => "Rated directly, or the mean of the touchpoints tagged with the factor.", "直接评分，或标有该因素的触点的平均分。";
    satisfaction => "Satisfaction", "满意度";
    satisfaction_means => "Experience minus expectation, in points.", "体验减去期望（分）。";
    importance => "Importance", "重要性";
    factor_weighted_means => "Satisfaction times importance. The worst one is the key experience.", "满意度乘以重要性，最差者为关键体验。";
    ideal => "Ideal", "理想";
    ideal_means => "What customers would wish for; the experience where nothing else is said.", "顾客希望的水平；未说明时等于体验。";
    gap_to_ideal => "Gap", "差距";
    gap_to_ideal_means => "Experience minus ideal, in points.", "体验减去理想（分）。";
    rated_directly => "rated directly", "直接评分";
    rolled_up(count) => "from {count} touchpoints, by importance", "由 {count} 个触点按重要性汇总";
    rolled_up_plainly(count) => "from {count} touchpoints, a plain mean", "由 {count} 个触点简单平均";
    not_rated => "not rated", "未评分";
}

impl Language {
    /// What kind a note is of.
    pub(crate) fn kind_of_note(self, kind: NoteKind) -> &'static str {
        match kind {
            NoteKind::Idea => self.note_idea(),
            NoteKind::Policy => self.note_policy(),
            NoteKind::Question => self.note_question(),
            NoteKind::Quote => self.note_quote(),
            NoteKind::Pain => self.note_pain(),
            NoteKind::Note => self.note_note(),
        }
    }
}
