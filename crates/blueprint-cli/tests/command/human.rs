//! What people read, at 80 columns and without colours.

use insta::assert_snapshot;

use super::blueprint::{example, run, run_with};

/// What a run of a verb on an example prints.
fn printed(verb: &str, name: &str, more: &[&str]) -> String {
    let run = run(&[&[verb, &example(name)], more].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(!run.stdout.contains('\u{1b}'), "no colours away from a terminal");
    run.stdout
}

#[test]
fn show() {
    assert_snapshot!("show_online_shop", printed("show", "online-shop.yaml", &[]));
    assert_snapshot!("show_pain", printed("show", "day-surgery.yaml", &[]));
    assert_snapshot!(
        "show_chinese_wide",
        printed("show", "online-shop.zh.yaml", &["--width", "140"])
    );
    let likely = printed(
        "show",
        "online-shop.yaml",
        &["--segment", "vip", "--way", "most-likely"],
    );
    assert_snapshot!("show_most_likely_way_of_a_segment", likely);
}

#[test]
fn predict() {
    assert_snapshot!("predict_online_shop", printed("predict", "online-shop.yaml", &[]));
    assert_snapshot!(
        "predict_chinese",
        printed("predict", "online-shop.zh.yaml", &["--ending", "再次购买"])
    );
    assert_snapshot!(
        "predict_narrow_most_likely",
        printed(
            "predict",
            "online-shop.yaml",
            &["--width", "60", "--way", "most-likely"]
        )
    );
    for name in ["online-shop", "day-surgery"] {
        assert_snapshot!(
            format!("predict_population_{}", name.replace('-', "_")),
            printed("predict", &format!("{name}.yaml"), &["--population"])
        );
    }
    let models = [
        "--model",
        "peak_end,mean,minimum_end,slope_per_step",
        "--way",
        "most-likely",
    ];
    assert_snapshot!(
        "predict_models_on_the_likely_way",
        printed("predict", "hotel-checkout.yaml", &models)
    );
}

#[test]
fn predict_says_how_sure_it_is() {
    assert_snapshot!(
        "predict_interval_pain",
        printed("predict", "day-surgery.yaml", &["--interval"])
    );
    assert_snapshot!(
        "predict_interval_chinese",
        printed(
            "predict",
            "online-shop.zh.yaml",
            &["--interval", "--confidence", "0.9", "--quiet"]
        )
    );
    let bare = run_with(&["predict", "-", "--interval"], include_str!("bare.yaml"));
    assert_snapshot!("predict_interval_bare_scores", bare.stdout);
    let thin = run_with(&["predict", "-", "--interval"], include_str!("thin.yaml"));
    assert_snapshot!("predict_interval_thin_surveys", thin.stdout);
}

#[test]
fn satisfaction() {
    assert_snapshot!(
        "satisfaction_retailer",
        printed("satisfaction", "electronics-retailer.yaml", &[])
    );
    assert_snapshot!(
        "satisfaction_segment",
        printed("satisfaction", "online-shop.yaml", &["--segment", "vip"])
    );
}

#[test]
fn impact() {
    assert_snapshot!("impact_online_shop", printed("impact", "online-shop.yaml", &[]));
    assert_snapshot!(
        "impact_chinese",
        printed("impact", "online-shop.zh.yaml", &["--by", "6"])
    );
    assert_snapshot!(
        "impact_one_activity",
        printed("impact", "hotel-checkout.yaml", &["--activity", "room-list"])
    );
    assert_snapshot!("impact_pain", printed("impact", "day-surgery.yaml", &["--quiet"]));
}

#[test]
fn repeat() {
    assert_snapshot!("repeat_online_shop", printed("repeat", "online-shop.yaml", &[]));
    assert_snapshot!(
        "repeat_chinese_narrow",
        printed(
            "repeat",
            "online-shop.zh.yaml",
            &["--episodes", "3", "--width", "60", "--quiet"]
        )
    );
    // Relief that is expected, and more than that, leads beyond the worst pain.
    let spoilt = ["--up", "0.25", "--down", "0.1", "--theta", "9", "--episodes", "25"];
    assert_snapshot!("repeat_pain", printed("repeat", "day-surgery.yaml", &spoilt));
    // A delight that wears off, and one that needs another; what memory does not notice.
    assert_snapshot!(
        "repeat_options",
        printed("repeat", "online-shop.yaml", &["--options", "own-words,thank-you"])
    );
    assert_snapshot!(
        "repeat_options_unnoticed",
        printed(
            "repeat",
            "online-shop.yaml",
            &["--options", "daily-news", "--episodes", "2", "--quiet"]
        )
    );
    assert_snapshot!(
        "repeat_options_once",
        printed(
            "repeat",
            "online-shop.zh.yaml",
            &["--options", "致谢,懂你的卡片", "--episodes", "1", "--quiet"]
        )
    );
    assert_snapshot!(
        "repeat_once",
        printed("repeat", "hotel-checkout.yaml", &["--episodes", "1", "--quiet"])
    );
    assert_snapshot!(
        "repeat_without_feeling",
        printed("repeat", "pizza-restaurant.yaml", &["--theta", "0", "--quiet"])
    );
}

#[test]
fn compare() {
    let next = example("hotel-checkout-next.yaml");
    assert_snapshot!("compare_hotel", printed("compare", "hotel-checkout.yaml", &[&next]));
    // Two services, and two scales: what is common is only that both are remembered.
    let shop = example("online-shop.yaml");
    assert_snapshot!("compare_strangers", printed("compare", "day-surgery.yaml", &[&shop]));
    let chinese = example("online-shop.zh.yaml");
    assert_snapshot!("compare_chinese", printed("compare", "online-shop.yaml", &[&chinese]));
    let same = example("pizza-restaurant.yaml");
    assert_snapshot!("compare_same", printed("compare", "pizza-restaurant.yaml", &[&same]));
}

#[test]
fn impact_and_compare_for_programs() {
    let hotel = "hotel-checkout.yaml";
    let one = ["--activity", "make-bill", "--by", "1", "--format", "json"];
    assert_snapshot!("impact_json", printed("impact", hotel, &one));
    let next = example("hotel-checkout-next.yaml");
    assert_snapshot!("compare_json", printed("compare", hotel, &[&next, "--format", "json"]));
}

#[test]
fn profile() {
    let run = run(&["profile", "--scores", "4,8,7,4,1", "--scale", "10,0,0"]);
    assert_snapshot!("profile_colonoscopy", run.stdout);
}

#[test]
fn check() {
    let text = include_str!("broken.yaml");
    let run = run_with(&["check", "-"], text);
    assert_eq!(run.code, 2);
    assert_snapshot!("check_broken", run.stdout);
}

#[test]
fn help_names_every_verb() {
    let help = run(&["--help"]);
    assert_eq!(help.code, 0);
    for verb in [
        "new",
        "check",
        "show",
        "predict",
        "profile",
        "satisfaction",
        "impact",
        "repeat",
        "invest",
        "compare",
        "schema",
        "completions",
        "man",
    ] {
        assert!(help.stdout.contains(&format!("\n  {verb}")), "{verb}");
    }
}

#[test]
fn satisfaction_of_fewer_than_all_is_said() {
    let of = |new: &str| {
        let text = format!(
            "{{ blueprint: B, segments: [{{ id: old, share: 0.5 }}, {{ id: new, share: 0.5 }}], stages: [{{ id: s, touchpoints: [\
             {{ id: t, segments: {{ old: {{ experience: 9, expectation: 9 }}, new: {{ {new} }} }} }}] }}] }}"
        );
        run_with(&["satisfaction", "-"], text).stdout
    };
    let fewer = of("experience: 2");
    assert!(fewer.contains("satisfaction over those who have both"), "{fewer}");
    let all = of("experience: 2, expectation: 3");
    assert!(!all.contains("those who have both"), "{all}");
}
