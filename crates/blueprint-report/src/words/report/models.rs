//! Words of the memory models.

use std::borrow::Cow;

use crate::Language;

words! {
    how_far_models_agree => "How far the memory models agree", "各记忆模型有多一致";
    models_say(spread, low, worst, high, best)
        => "The models are {spread} points apart: “{low}” says {worst}, “{high}” says {best}.",
           "各模型相差 {spread} 分：“{low}”为 {worst}，“{high}”为 {best}。";
    models_are_close
        => "That is close: whichever is right, the picture is the same.", "相当接近：无论哪种正确，结论都一样。";
    models_differ
        => "That is some distance: look at a decision under more than one of them.", "有一定差距：做决定时请参考不止一种模型。";
    models_are_far_apart
        => "That is far: what is remembered depends on which of them is right, so decide by what holds under several.",
           "差距很大：记住什么取决于哪种模型正确，请依据在多种模型下都成立的结论做决定。";
    models_caption
        => "Each model is another formula for what is remembered of the same journeys. On real ratings no single one is always \
            best; peak and end is the lens of this report.",
           "每种模型都是对同一旅程的记忆的另一种算法。在真实评分上没有哪一种总是最好；本报告以峰终定律为主。";
    models_sampled(samples)
        => "± is the standard error of values that rest on {samples} random ways per segment; all others are exact.",
           "± 为标准误，这些数值基于每个客群 {samples} 条随机路径；其余均为精确值。";
    model_without_value(name) => "“{name}” has no value here:", "“{name}”在此没有数值：";

    model_peak_end => "Peak and end", "峰值与终点";
    model_mean => "Mean", "平均";
    model_duration_weighted_mean => "Mean by duration", "按时长平均";
    model_minimum_end => "Worst and end", "最差与终点";
    model_best_end => "Best and end", "最好与终点";
    model_best_before_end_and_end => "Best before the end, and end", "终点前最好与终点";
    model_trough_peak_end => "Trough, peak and end", "低谷、峰值与终点";
    model_weighted_features => "Weighted features", "加权特征";
    model_peak => "Peak alone", "仅峰值";
    model_best => "Best alone", "仅最好";
    model_trough => "Trough alone", "仅低谷";
    model_end => "End alone", "仅终点";
    model_start => "Start alone", "仅开头";
    model_serial_position => "Start and end", "首尾位置";
    model_recency_mean => "Mean, recent moments more", "近因加权平均";
    model_acclimation_decay => "Acclimation and decay", "适应与遗忘";
    model_loss_averse_mean => "Mean, bad moments more", "损失厌恶平均";
    model_stage_weighted => "By influence of stages", "按阶段影响";
    model_disconfirmation => "Against expectation", "与期望之差";
    model_power_mean => "Power mean", "幂平均";
}

impl Language {
    /// A memory model's name in words; one that the table does not know keeps its own name.
    pub fn model_name(self, name: &str) -> Cow<'_, str> {
        Cow::Borrowed(match name {
            "peak_end" => self.model_peak_end(),
            "mean" => self.model_mean(),
            "duration_weighted_mean" => self.model_duration_weighted_mean(),
            "minimum_end" => self.model_minimum_end(),
            "best_end" => self.model_best_end(),
            "best_before_end_and_end" => self.model_best_before_end_and_end(),
            "trough_peak_end" => self.model_trough_peak_end(),
            "weighted_features" => self.model_weighted_features(),
            "peak" => self.model_peak(),
            "best" => self.model_best(),
            "trough" => self.model_trough(),
            "end" => self.model_end(),
            "start" => self.model_start(),
            "serial_position" => self.model_serial_position(),
            "recency_mean" => self.model_recency_mean(),
            "acclimation_decay" => self.model_acclimation_decay(),
            "loss_averse_mean" => self.model_loss_averse_mean(),
            "stage_weighted" => self.model_stage_weighted(),
            "disconfirmation" => self.model_disconfirmation(),
            "power_mean" => self.model_power_mean(),
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_on_the_scale_has_a_name_in_words() {
        for model in peak_end::Model::all().into_iter().filter(peak_end::Model::is_on_scale) {
            for language in Language::ALL {
                assert_ne!(language.model_name(model.name()), model.name(), "{language}");
            }
        }
    }
}
