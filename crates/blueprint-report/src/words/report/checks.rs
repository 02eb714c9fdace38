//! Titles of the checks.

use std::borrow::Cow;

use crate::Language;

words! {
    check_unreachable_touchpoint => "A touchpoint that no journey comes to", "没有旅程会经过的触点";
    check_unused_actor => "An actor who does nothing", "没有任何活动的角色";
    check_unused_evidence => "Evidence that nobody sees", "没有人看到的有形展示";
    check_idle_support => "A support activity that no activity needs", "没有活动需要的支持活动";
    check_lane_without_role => "An actor in a lane where it has no role", "角色出现在与其职责不符的泳道";
    check_nothing_visible => "A touchpoint with nothing visible", "没有任何可见内容的触点";
    check_no_customer_action => "A touchpoint without a customer action", "没有顾客行为的触点";
    check_no_channel => "A touchpoint without a channel", "没有渠道的触点";
    check_wait_beyond_tolerance => "A wait beyond tolerance", "等待超过可容忍时间";
    check_no_recovery => "A fail point without a recovery that can be reached", "失误点没有可到达的补救";
    check_below_minimum => "A score below its minimum", "分数低于最低要求";
    check_partial_durations => "Some scored touchpoints have a duration and others have none", "部分已评分触点有时长，其余没有";
    check_standard_without_limit => "A standard without a time limit", "没有时限的服务标准";
    check_no_after_sales => "Flows are given, and none of them is after-sales or care", "标出的流程中没有售后或关怀";
    check_option_lowers_segment => "An option that lowers a segment’s score", "会降低某客群分数的方案";
    check_flat_journey => "A flat journey", "平淡的旅程";
    check_deep_trough => "A deep trough", "很深的低谷";
    check_trough_at_end => "The trough at the end", "低谷出现在终点";
    check_end_below_mean => "An end below the mean", "终点低于平均";
    check_unscored_touchpoint => "A touchpoint without a score", "没有评分的触点";
    check_expectation_above_experience
        => "An expectation above the experience at the peak or end", "峰值或终点处期望高于体验";
    check_memory_out_of_control => "A peak or an end out of our control", "峰值或终点不由我们控制";
    check_thin_peak => "A peak that rests on few ratings", "峰值所依据的评分太少";
    check_leavers_outweigh => "Leavers who outweigh finishers", "中途离开者的影响超过完成者";
    check_option_lowers_goal => "An option that makes fewer customers reach a goal", "会减少达成目标的顾客的方案";
}

impl Language {
    /// The title of a check; one that the table does not know keeps its code.
    pub fn check_title(self, code: &str) -> Cow<'_, str> {
        Cow::Borrowed(match code {
            "unreachable-touchpoint" => self.check_unreachable_touchpoint(),
            "unused-actor" => self.check_unused_actor(),
            "unused-evidence" => self.check_unused_evidence(),
            "idle-support" => self.check_idle_support(),
            "lane-without-role" => self.check_lane_without_role(),
            "nothing-visible" => self.check_nothing_visible(),
            "no-customer-action" => self.check_no_customer_action(),
            "no-channel" => self.check_no_channel(),
            "wait-beyond-tolerance" => self.check_wait_beyond_tolerance(),
            "no-recovery" => self.check_no_recovery(),
            "below-minimum" => self.check_below_minimum(),
            "partial-durations" => self.check_partial_durations(),
            "standard-without-limit" => self.check_standard_without_limit(),
            "no-after-sales" => self.check_no_after_sales(),
            "option-lowers-segment" => self.check_option_lowers_segment(),
            "flat-journey" => self.check_flat_journey(),
            "deep-trough" => self.check_deep_trough(),
            "trough-at-end" => self.check_trough_at_end(),
            "end-below-mean" => self.check_end_below_mean(),
            "unscored-touchpoint" => self.check_unscored_touchpoint(),
            "expectation-above-experience" => self.check_expectation_above_experience(),
            "memory-out-of-control" => self.check_memory_out_of_control(),
            "thin-peak" => self.check_thin_peak(),
            "leavers-outweigh" => self.check_leavers_outweigh(),
            "option-lowers-goal" => self.check_option_lowers_goal(),
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_title_in_words() {
        for check in service_blueprint::CHECKS.iter().chain(peak_end::MEMORY_CHECKS) {
            for language in Language::ALL {
                assert_ne!(language.check_title(check.code), check.code, "{language}");
            }
        }
    }
}
