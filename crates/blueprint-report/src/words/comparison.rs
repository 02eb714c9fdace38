//! Words of a comparison of memory models.

words! {
    // The page.
    comparison_title(name) => "{name}: which memory model is right", "{name}：哪种记忆模型正确";
    comparison_kind => "Comparison of memory models", "记忆模型比较";
    comparison_about(episodes, groups, kept)
        => "{episodes} episodes, {groups} {kept}", "{episodes} 段经历，{groups} {kept}";
    kept_people => "people", "人";
    kept_stimuli => "stimuli", "个刺激";
    kept_episodes => "episodes", "段经历";
    comparison_about_episodes(episodes) => "{episodes} episodes, each by itself", "{episodes} 段相互独立的经历";

    // What it says.
    verdict => "What this says", "结论";
    verdict_lead
        => "In words, and no further than the intervals reach.", "用文字表述，不超出区间所能支持的范围。";
    be_careful => "To be careful about", "需要注意";
    no_verdict => "Nothing can be said about these models.", "关于这些模型无法下结论。";

    // Findings.
    findings => "Is the data sound?", "数据可靠吗？";
    findings_none
        => "The checks found nothing to object to. That is not proof that the data are right.",
           "检查没有发现问题；但这并不证明数据无误。";
    findings_objections
        => "Settle the objections first: until then the comparison below says more about how the data were made than about memory.",
           "请先处理异议：在此之前，下面的比较反映的更多是数据如何产生，而非记忆。";
    findings_warnings => "Worth knowing before the figures are read.", "阅读数字之前应当了解。";
    objection => "Objection", "异议";
    remark => "Remark", "提示";
    what_to_do_about_it => "What to do:", "建议：";

    // Scores.
    scores => "How well each model predicts", "各模型预测得如何";
    scores_lead_r2
        => "R² on episodes that the model was not fitted on: 1 is perfect, 0 no better than knowing the mean rating. Lines are 95 % intervals.",
           "在未参与拟合的经历上的 R²：1 为完美，0 相当于只知道平均评分。横线为 95 % 区间。";
    scores_lead_log_loss
        => "Log-loss on episodes that the model was not fitted on: 0 is perfect, smaller is better. Lines are 95 % intervals.",
           "在未参与拟合的经历上的对数损失：0 为完美，越小越好。横线为 95 % 区间。";
    model => "Model", "模型";
    baseline => "baseline", "基线";
    r_squared => "R²", "R²";
    log_loss => "Log-loss", "对数损失";
    log_loss_within => "log-loss", "对数损失";
    interval_95 => "95 % interval", "95 % 区间";
    line_at_mean => "The dashed line stands at the score of the mean; diamonds are the baselines.", "虚线为“平均”的得分；菱形为基线。";
    beyond_axis => "An arrow says that an interval goes on beyond the edge.", "箭头表示区间超出图的边缘。";
    all_numbers => "All numbers", "全部数字";
    rmse => "RMSE", "RMSE";
    rmse_means => "Root of the mean squared error, in points of the outcome, out of fold.", "均方根误差（折外），单位为结果的分数。";
    mae => "MAE", "MAE";
    mae_means => "Mean absolute error, in points of the outcome, out of fold.", "平均绝对误差（折外），单位为结果的分数。";
    spearman => "Spearman", "Spearman";
    spearman_means => "Correlation of the ranks of predicted and observed, out of fold.", "预测与实际的秩相关（折外）。";
    auc => "AUC", "AUC";
    auc_means => "The chance that a yes is predicted above a no; 0.5 is guessing.", "“是”的预测值高于“否”的概率；0.5 等于猜测。";
    difference_to_mean => "To the mean", "与平均之差";
    difference_to_mean_means
        => "How much better than the mean by the main score, on the same episodes; above 0 is better. Bold where the 95 % interval leaves out 0.000.",
           "在同样的经历上按主要得分比“平均”好多少；大于 0 为更好。95 % 区间不含 0.000 时加粗。";
    aicc => "AICc", "AICc";
    aicc_means => "Akaike's criterion for few episodes, fitted to all of them; smaller is better.", "小样本赤池信息量，在全部经历上拟合；越小越好。";
    aicc_weight => "Weight", "权重";
    aicc_weight_means
        => "Akaike weight: how the evidence is shared out among the models by AICc.", "赤池权重：按 AICc 在各模型间分配的证据。";
    bic => "BIC", "BIC";
    bic_means => "Bayesian criterion, fitted to all; smaller is better.", "贝叶斯信息量，在全部经历上拟合；越小越好。";
    intervals_unpaired
        => "Intervals that overlap do not say that models are equal: the same people are in both. The next chart compares each with the mean on the same episodes.",
           "区间重叠并不说明模型相当：两者用的是同一批人。下一张图在同样的经历上将各模型与平均比较。";

    // Differences.
    differences => "Better or worse than the mean", "比平均好还是差";
    differences_lead
        => "Each model against the plain mean on the same episodes. To the right of 0 is better.",
           "每个模型与简单平均在同样经历上比较；0 的右侧为更好。";
    is_better => "▲ better", "▲ 更好";
    is_worse => "▼ worse", "▼ 更差";
    is_open => "undecided", "未定";
    differences_caption
        => "Filled marks: the 95 % interval leaves out 0, also as it is shown: 0.000 is nobody's better or worse. Hollow marks: it does not, and these data cannot tell the model from the mean. \
            The intervals do not account for looking at many models at once.",
           "实心：95 % 区间按所显示的数字不含 0（0.000 既不算更好也不算更差）；空心：区间含 0，这些数据无法区分该模型与平均。区间未考虑同时查看多个模型。";

    // Calibration.
    calibration => "Predicted against observed", "预测与实际";
    calibration_lead
        => "Episodes in groups of equal size by what was predicted for them. On the dashed line a prediction means what it says.",
           "按预测值把经历分成大小相等的组。落在虚线上表示预测与实际相符。";
    predicted => "predicted", "预测";
    observed => "observed", "实际";
    calibration_told(predicted_low, observed_low, predicted_high, observed_high)
        => "In the lowest group {predicted_low} is predicted and {observed_low} observed, in the highest {predicted_high} and {observed_high}.",
           "最低组预测 {predicted_low}、实际 {observed_low}，最高组预测 {predicted_high}、实际 {observed_high}。";
    calibration_caption(groups)
        => "Up to {groups} groups; lines are 95 % intervals of the mean observed, as if episodes were independent. Predictions are out of fold.",
           "至多 {groups} 组；竖线为实际均值的 95 % 区间（假设各经历独立）。预测均为折外预测。";

    // Residuals.
    residuals => "What is left over", "残差";
    residuals_lead
        => "Observed minus predicted. A band of even height around 0 is what a sound model leaves; a slope, a bend or a funnel is not.",
           "实际减预测。合理的模型留下围绕 0 的均匀带状；倾斜、弯曲或漏斗形则不是。";
    residual => "observed − predicted", "实际 − 预测";
    residual_spread(model, sd, low, high)
        => "{model}: standard deviation {sd}, from {low} to {high}.", "{model}：标准差 {sd}，从 {low} 到 {high}。";
    residuals_binned(episodes)
        => "Darker squares hold more of the {episodes} episodes.", "颜色越深的方格包含 {episodes} 段经历中的越多。";
    residuals_dots => "A dot is an episode.", "每个点为一段经历。";
    episodes_count => "episodes", "经历数";

    // Fitted.
    fitted => "What was fitted", "拟合结果";
    fitted_lead
        => "Fitted to all episodes. Weights do not say what causes what: features of one episode go together.",
           "在全部经历上拟合。权重不说明因果：同一经历的各特征彼此相关。";
    parameters => "Parameters of memory models", "记忆模型的参数";
    parameter => "Parameter", "参数";
    value => "Value", "数值";
    at_bound => "at the end of what was tried: the data do not say how far it goes", "位于尝试范围的边界：数据无法确定其大小";
    weights_of(model) => "Weights: {model}", "权重：{model}";
    weight => "Weight", "权重";
    cluster_error => "Robust error", "稳健标准误";
    cluster_error_means
        => "Cluster-robust standard error: only groups are taken to be independent. Beside fitted parameters it allows for these being \
            fitted as well, unless they stand at the end of what was tried.",
           "聚类稳健标准误：只假设组间独立。若同时拟合了参数，标准误已计入参数的拟合，除非参数位于尝试范围的边界。";
    weights_listed(listed, all)
        => "The {listed} best of {all} models; the weights of all are in coefficients.csv.", "{all} 个模型中最好的 {listed} 个；全部权重见 coefficients.csv。";
    p_value => "p", "p";
    not_identified => "cannot be told from the others", "无法与其他区分";
    penalised(models)
        => "Weights under a penalty have no honest standard errors, and stand in coefficients.csv: {models}.",
           "带惩罚的权重没有可信的标准误，见 coefficients.csv：{models}。";
    nothing_fitted => "Nothing was fitted but intercepts.", "除截距外没有拟合任何内容。";

    // Effects.
    effects => "Single features", "单个特征";
    effects_lead
        => "The correlation of each feature with what was remembered, with its 95 % interval by Fisher's z. The mean of 174 effects in a \
            meta-analysis of peak-end was r = 0.58, interval 0.49 to 0.66 (Alaybek et al. 2022).",
           "每个特征与记忆的相关及其 95 % 区间（Fisher z）。峰终效应的元分析（174 个效应，Alaybek 等，2022）平均为 r = 0.58，区间 0.49 至 0.66。";
    feature => "Feature", "特征";
    correlation => "r", "r";
    partial_correlation => "r given the mean", "控制平均后的 r";
    partial_correlation_means => "What the feature knows beyond the mean of the moments.", "该特征在各时刻平均之外的信息。";
    effects_caption
        => "Intervals take episodes as independent; with several episodes per person they are too narrow. For a meta-analysis take yi and vi from effects.csv.",
           "区间假设各经历独立；同一人有多段经历时区间偏窄。元分析请用 effects.csv 中的 yi 与 vi。";

    // Order.
    order => "Does the order matter?", "顺序重要吗？";
    order_yes(gain, shuffled, p)
        => "The end adds {gain} to R² beside mean, trough and best; with the moments shuffled it adds {shuffled} on average ({p}). The last moment weighs more than one drawn from the episode.",
           "在平均、低谷和最好之外，终点使 R² 增加 {gain}；打乱时刻后平均增加 {shuffled}（{p}）。最后时刻的分量大于从该经历中随机抽取的一个。";
    order_no(gain, shuffled, p)
        => "The end adds {gain} to R² beside mean, trough and best; with the moments shuffled it adds {shuffled} on average ({p}). No sign that the last moment weighs more than any other.",
           "在平均、低谷和最好之外，终点使 R² 增加 {gain}；打乱时刻后平均增加 {shuffled}（{p}）。没有迹象表明最后时刻的分量大于其他时刻。";
    order_imposed
        => "The order was imposed, not lived through: whatever the end seems to carry here belongs to that question, not to an ending.",
           "顺序是人为设定而非亲身经历的：终点在此似乎含有的信息属于那个问题本身，而非结尾。";

    // Data.
    the_data => "The data", "数据";
    the_data_lead => "What was read, and what was left out.", "读入了什么，略去了什么。";
    data_file => "file", "文件";
    data_file_told(form, rows) => "{form}, {rows} rows", "{form}，{rows} 行";
    data_episodes => "episodes", "经历";
    data_people => "people", "人数";
    data_people_unnamed => "not named: every episode counts as another person's", "未标明：每段经历视为不同的人";
    data_stimuli => "stimuli", "刺激";
    data_moments => "rated moments per episode", "每段经历的评分时刻数";
    data_moments_told(least, median, most) => "{least} to {most}, median {median}", "{least} 至 {most}，中位数 {median}";
    data_touchpoints => "touchpoints", "触点";
    data_scale => "scale of moments", "时刻的量尺";
    data_ratings => "ratings of moments", "时刻评分";
    data_overall => "overall ratings", "整体评分";
    data_summary(count, least, most, mean) => "{count}, from {least} to {most}, mean {mean}", "{count} 个，从 {least} 到 {most}，平均 {mean}";
    data_missing => "missing ratings", "缺失评分";
    data_without_moments => "left out without a rated moment", "因没有评分时刻而略去";
    data_without_overall => "left out without an overall rating", "因没有整体评分而略去";
    data_durations => "moments with a duration", "有时长的时刻";
    data_unused => "columns not used", "未使用的列";
    left_out_models => "Models that were left out", "未纳入的模型";
    reason => "Reason", "原因";

    // Method.
    comparison_method => "Method", "方法";
    comparison_method_lead => "How every figure on this page came about.", "本页每个数字的由来。";
    folds_by_people(folds, repeats, groups)
        => "The {groups} people are divided into {folds} parts {repeats}; each part is predicted by models fitted on the others, so nobody's own answers help to predict them.",
           "把 {groups} 人分成 {folds} 份（{repeats}）；每份由在其余各份上拟合的模型预测，因此没有人的回答被用来预测自己。";
    folds_by_stimuli(folds, repeats, groups)
        => "The {groups} stimuli are divided into {folds} parts {repeats}; each part is predicted by models fitted on the others, so no stimulus helps to predict itself.",
           "把 {groups} 个刺激分成 {folds} 份（{repeats}）；每份由在其余各份上拟合的模型预测。";
    folds_by_episodes(folds, repeats, groups)
        => "The {groups} episodes are divided into {folds} parts {repeats}; each part is predicted by models fitted on the others. Episodes of one person may stand on both sides.",
           "把 {groups} 段经历分成 {folds} 份（{repeats}）；每份由在其余各份上拟合的模型预测。同一人的经历可能同时出现在两侧。";
    how_it_was_done => "How it was done", "做法";
    once => "once", "一次";
    times(repeats) => "{repeats} times", "重复 {repeats} 次";
    method_tuned
        => "Parameters, penalties and weights are fitted within each training part only.", "参数、惩罚与权重只在各训练部分内拟合。";
    method_r2 => "R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², with ŷ from the other folds.", "R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²，ŷ 来自其他折。";
    method_log_loss
        => "Log-loss = −Σ(y·ln p + (1 − y)·ln(1 − p)) / n, with p from the other folds.", "对数损失 = −Σ(y·ln p + (1 − y)·ln(1 − p)) / n，p 来自其他折。";
    method_bootstrap(draws)
        => "Intervals: groups are drawn anew {draws} times with replacement (cluster bootstrap); differences to the mean are paired, both models on the same draw (Efron & Tibshirani 1993, An Introduction to the Bootstrap).",
           "区间：有放回地对组重新抽样 {draws} 次（聚类自助法）；与平均之差为成对比较，两个模型用同一次抽样（Efron & Tibshirani 1993）。";
    method_clusters
        => "Standard errors of weights allow the episodes of a group to go together in any way (Cameron & Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, J. Human Resources 50:317–372).",
           "权重的标准误允许同组经历任意相关（Cameron & Miller 2015，J. Human Resources 50:317–372）。";
    method_aicc
        => "AICc = 2k − 2 ln L + 2k(k + 1)/(n − k − 1) (Hurvich & Tsai 1989, Biometrika 76:297–307); weight = exp(−Δ/2) / Σ exp(−Δ/2). It takes episodes as independent.",
           "AICc = 2k − 2 ln L + 2k(k + 1)/(n − k − 1)（Hurvich & Tsai 1989，Biometrika 76:297–307）；权重 = exp(−Δ/2) / Σ exp(−Δ/2)。假设各经历独立。";
    method_order(permutations)
        => "Order: the moments of each episode are shuffled {permutations} times; p is the share of shuffles, the data themselves counted as one, in which the end adds as much to R² beside mean, trough and best.",
           "顺序：每段经历的时刻打乱 {permutations} 次；p 为终点在平均、低谷和最好之外对 R² 的增量达到实际值的打乱所占比例（数据本身计为一次）。";
    method_centred
        => "Every feature is two: the person's mean, and how far the episode is from it.", "每个特征分为两部分：个人均值，以及该经历与均值之差。";
    method_peak_end
        => "Peak-end: the mean of the moment furthest from neutral and the last one (Kahneman et al. 1993, Psychological Science 4:401–405). All models, with formulas and sources: docs/models.md.",
           "峰终：离中性最远的时刻与最后时刻的平均（Kahneman 等，1993，Psychological Science 4:401–405）。全部模型的公式与出处见 docs/models.md。";
    not_concluded => "What not to conclude", "不应得出的结论";
    not_concluded_equal
        => "“Undecided” is not “equal”: it says that these data are too few to tell.", "“未定”不等于“相当”：只说明数据不足以区分。";
    not_concluded_cause
        => "A model that predicts well need not be how memory works; a mean of many moments predicts well whenever moments go together.",
           "预测得好的模型未必就是记忆的机制；各时刻彼此相关时，平均总能预测得不错。";
    not_concluded_other
        => "What holds for these people and this service need not hold for others.", "对这些人和这项服务成立的，未必对其他成立。";
    made_again => "To make this page again", "重新生成本页";
    made_again_lead => "The same files, options and seed give the same bytes.", "相同的文件、选项与种子得到相同的字节。";

    // Names of candidates.
    candidate_intercept => "Intercept", "截距";
    candidate_fitted(model) => "{model}, fitted", "{model}（拟合）";
    candidate_ols(features) => "Regression on {features}", "回归：{features}";
    candidate_ridge(features) => "Ridge regression on {features}", "岭回归：{features}";
    feature_mean => "mean", "平均";
    feature_end => "end", "终点";
    feature_start => "start", "开头";
    feature_trough => "trough", "低谷";
    feature_best => "best", "最好";
    feature_peak => "peak", "峰值";
    feature_slope_per_step => "slope", "斜率";
    feature_sd_population => "standard deviation", "标准差";
    feature_moments => "number of moments", "时刻数";
    feature_minutes => "duration", "时长";
    feature_delay => "delay", "间隔";
    feature_expectation => "expectation", "期望";
    feature_touchpoints => "every touchpoint", "各触点";
    feature_parts(parts) => "{parts} parts of the episode", "经历的 {parts} 段";
}

impl crate::Language {
    /// A candidate in words: a memory model, one that is fitted, or a regression; what the table does not know keeps its own
    /// name.
    pub fn candidate_name(self, name: &str) -> String {
        let features = |list: &str| {
            let features: Vec<String> = list.split('+').map(|feature| self.feature_name(feature)).collect();
            features.join(" + ")
        };
        if name == "intercept" {
            self.candidate_intercept().to_owned()
        } else if let Some(shape) = name.strip_prefix("fitted:") {
            self.candidate_fitted(self.model_name(shape))
        } else if let Some(list) = name.strip_prefix("ols:") {
            self.candidate_ols(features(list))
        } else if let Some(list) = name.strip_prefix("ridge:") {
            self.candidate_ridge(features(list))
        } else {
            self.model_name(name).into_owned()
        }
    }

    /// A feature of an episode in words; what the table does not know keeps its own name.
    pub fn feature_name(self, name: &str) -> String {
        let words = match name {
            "mean" => self.feature_mean(),
            "end" => self.feature_end(),
            "start" => self.feature_start(),
            "trough" => self.feature_trough(),
            "best" => self.feature_best(),
            "peak" => self.feature_peak(),
            "slope_per_step" => self.feature_slope_per_step(),
            "sd_population" => self.feature_sd_population(),
            "moments" => self.feature_moments(),
            "minutes" => self.feature_minutes(),
            "delay" => self.feature_delay(),
            "expectation" => self.feature_expectation(),
            "touchpoints" => self.feature_touchpoints(),
            _ => match name.strip_prefix("bins(").and_then(|rest| rest.strip_suffix(')')) {
                Some(parts) => return self.feature_parts(parts),
                None => return self.model_name(name).into_owned(),
            },
        };
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::Language;

    #[test]
    fn candidates_have_names_in_words() {
        let say = Language::English;
        assert_eq!(say.candidate_name("peak_end"), "Peak and end");
        assert_eq!(say.candidate_name("fitted:peak_end"), "Peak and end, fitted");
        assert_eq!(
            say.candidate_name("ols:mean+end+trough"),
            "Regression on mean + end + trough"
        );
        assert_eq!(
            say.candidate_name("ols:bins(6)"),
            "Regression on 6 parts of the episode"
        );
        assert_eq!(Language::Chinese.candidate_name("ridge:touchpoints"), "岭回归：各触点");
        assert_eq!(say.candidate_name("recency_mean(decay=0.3)"), "recency_mean(decay=0.3)");
    }
}
