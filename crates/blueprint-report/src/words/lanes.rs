//! Words of cards and marks.

words! {
    // On a card, and on hover.
    needs(names) => "needs: {names}", "依赖：{names}";
    comes_after(names) => "after: {names}", "先行：{names}";
    owned_by(owner) => "owner: {owner}", "负责：{owner}";
    takes(duration) => "takes {duration}", "用时 {duration}";
    done_by_partner(partner) => "{partner}, a partner", "{partner}（合作方）";
    same_as_under(touchpoint) => "the same activity as under “{touchpoint}”", "与“{touchpoint}”下的是同一活动";
    between_names => ", ", "、";
    says(who, what) => "{who}: {what}", "{who}：{what}";

    // What marks say.
    recovery(touchpoint) => "recovery: {touchpoint}", "补救：{touchpoint}";
    waited(typical, tolerance) => "{typical}, tolerated: {tolerance}", "{typical}，可容忍 {tolerance}";
    counted_from(touchpoint) => "from “{touchpoint}”", "从“{touchpoint}”算起";
    needless_after(touchpoint) => "unless “{touchpoint}”", "除非已“{touchpoint}”";
    due_within(limit) => "within {limit}", "{limit} 之内";
    at_the_latest(limit) => "at most {limit}", "最多 {limit}";

    // The legend.
    legend => "Legend", "图例";
    size_of_dots => "size: how often it is the remembered peak", "大小：成为被记住的峰值的频率";
    one_of_several => "not everybody goes this way", "并非人人都走这一段";
    nothing_between => "no score in between", "其间没有评分";
    spread => "spread of single ratings", "单个评分的离散范围";
    a_way => "a way, with the share that takes it", "去向及其占比";
    a_way_back => "a way back", "返回";
    same_again => "the same activity again", "同一活动再次出现";
    need_arrow => "from what is needed to what needs it", "由被依赖的活动指向依赖它的活动";
    a_step => "leads to the next", "通向下一个";
}
