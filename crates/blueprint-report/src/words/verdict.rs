//! Words of the verdict on memory models.

words! {
    verdict_nothing_predicts
        => "No model predicts what was remembered better than giving everybody the same value.",
           "没有任何模型比对所有人给出同一数值预测得更好。";
    verdict_mean_best(score)
        => "The plain mean of the moments predicts best ({score}); nothing else can be told to be better.",
           "各时刻的简单平均预测最好（{score}）；没有其他模型能被证明更好。";
    verdict_best_ahead(model, score, difference)
        => "“{model}” predicts best ({score}), and better than the plain mean by {difference}.",
           "“{model}”预测最好（{score}），比简单平均好 {difference}。";
    verdict_best_alike(model, score, difference)
        => "“{model}” has the best score ({score}), but these data cannot tell it from the plain mean: the difference is {difference}.",
           "“{model}”得分最高（{score}），但这些数据无法将其与简单平均区分：差值为 {difference}。";
    verdict_peak_end_ahead(difference)
        => "Peak-end as it stands predicts better than the plain mean, by {difference}.", "原样的峰终模型比简单平均预测得更好，好 {difference}。";
    verdict_peak_end_behind(difference)
        => "Peak-end as it stands predicts worse than the plain mean: {difference}.", "原样的峰终模型比简单平均预测得更差：{difference}。";
    verdict_peak_end_open(difference)
        => "Whether peak-end as it stands is better or worse than the plain mean is open: {difference}.",
           "原样的峰终模型比简单平均好还是差尚无定论：{difference}。";
    verdict_peak_end_is_mean
        => "Peak-end as it stands is as good as the plain mean: on these data the two say the same.",
           "原样的峰终模型与简单平均一样好：在这些数据上两者所说相同。";
    verdict_alike(models)
        => "Not to be told from the best by these data: {models}.", "这些数据无法与最佳模型区分的有：{models}。";
    verdict_alone => "Every other model is worse than the best, by an interval that leaves out 0.", "其他每个模型都比最佳模型差，区间均不含 0。";
    verdict_behind(models) => "Worse than the plain mean: {models}.", "比简单平均差的有：{models}。";
    advice_nothing
        => "Use none of these models to predict what people remember here.", "请不要用这些模型来预测此处人们的记忆。";
    advice_mean
        => "Use the plain mean: no memory model that could be used is known to be better here.", "请使用简单平均：此处没有已知更好且可用的记忆模型。";
    advice_use(model)
        => "Use “{model}”: of the memory models that are better than the plain mean and cannot be told from the best of them, it has the fewest fitted numbers.",
           "请使用“{model}”：在优于简单平均、且无法与其中最佳者区分的记忆模型中，它拟合的数值最少。";

    caution_objections(count)
        => "The checks object to the data ({count}). Trust no figure here before that is cleared up.",
           "检查对数据提出了异议（{count} 项）。在澄清之前，请勿相信此处任何数字。";
    caution_few_groups(groups, kept, wanted)
        => "There are {groups} {kept} only; with fewer than {wanted} intervals and standard errors are too narrow.",
           "只有 {groups} {kept}；少于 {wanted} 时，区间和标准误偏窄。";
    caution_not_grouped(episodes, people)
        => "The {episodes} episodes are of {people} people who were not kept together, so intervals are too narrow: `--group person`.",
           "{episodes} 段经历来自 {people} 人，但未按人分组，因此区间偏窄：请用 `--group person`。";
    caution_imposed_order
        => "The order of moments was imposed: nothing about the end, the start or a trend can be concluded.",
           "时刻的顺序是人为设定的：不能得出关于终点、开头或趋势的任何结论。";
    caution_order_unsaid
        => "Nobody said whether people lived through the moments in this order; if they did not, the end means nothing (`--moment-order`).",
           "未说明人们是否按此顺序经历各时刻；若不是，终点没有意义（`--moment-order`）。";
    caution_order_nothing(p)
        => "The end adds no more than it does when the moments are shuffled ({p}): no sign that order matters here.",
           "终点的增量不超过打乱时刻后的增量（{p}）：没有迹象表明此处顺序重要。";
    caution_one_end(touchpoint)
        => "`{touchpoint}` comes last in nearly every episode: what the end seems to carry may be what `{touchpoint}` carries, wherever it stood. Only episodes in other orders could tell.",
           "几乎每段经历都以 `{touchpoint}` 结束：看似终点的作用，也可能只是 `{touchpoint}` 自身的作用，与其位置无关。只有顺序不同的经历才能区分。";
    caution_few_divisions(repeats)
        => "Divisions into folds: {repeats}. With so few, close candidates may change places in others (`--repeats`).",
           "划分次数：{repeats}。次数太少，换一种划分时相近的模型可能互换名次（`--repeats`）。";
    caution_rated_afterwards
        => "Moments were rated from memory, like the whole: they go together for that reason too, which flatters every model.",
           "各时刻与整体一样凭记忆评分：它们因此也会彼此相关，使每个模型都显得更好。";
    caution_rated_unsaid
        => "Nobody said when moments were rated; if it was afterwards, every model is flattered (`--rated`).",
           "未说明各时刻何时评分；若是事后，每个模型都会显得更好（`--rated`）。";
    caution_many_tried(count)
        => "{count} models were tried; the best of many looks a little better than it is.", "共尝试了 {count} 个模型；多中选优，最佳者会显得比实际略好。";
    caution_criteria
        => "AICc and BIC take the episodes of one person as independent; go by the scores out of fold.",
           "AICc 与 BIC 假设同一人的各段经历独立；请以折外得分为准。";
    at_bound_of(parameter, model) => "`{parameter}` of “{model}”", "“{model}”的 `{parameter}`";
    caution_at_bound(parameters)
        => "At the end of what was tried, so that the data do not say how far it goes: {parameters}.",
           "位于尝试范围的边界，数据无法确定其大小：{parameters}。";
}
