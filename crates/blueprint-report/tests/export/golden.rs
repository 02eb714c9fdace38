//! Exports of the examples, as they are read.

use blueprint_report::{Language, export};

use super::blueprints::{everyone, example};

#[test]
fn the_online_shop() {
    let blueprint = example("online-shop.yaml");
    let scene = everyone(&blueprint);
    insta::assert_snapshot!("shop_journey", export::mermaid_journey(&scene, Language::English));
    insta::assert_snapshot!("shop_flowchart", export::mermaid_flowchart(&scene, Language::English));
    insta::assert_snapshot!("shop_dot", export::dot(&scene, Language::English));
    insta::assert_snapshot!("shop_csv", export::csv_long([&scene]));
    insta::assert_snapshot!("shop_csv_wide", export::csv_wide(&scene, Language::English));
}

#[test]
fn the_shop_in_chinese() {
    let blueprint = example("online-shop.zh.yaml");
    let scene = everyone(&blueprint);
    insta::assert_snapshot!("chinese_journey", export::mermaid_journey(&scene, Language::Chinese));
    insta::assert_snapshot!(
        "chinese_flowchart",
        export::mermaid_flowchart(&scene, Language::Chinese)
    );
    insta::assert_snapshot!("chinese_dot", export::dot(&scene, Language::Chinese));
    insta::assert_snapshot!("chinese_csv_wide", export::csv_wide(&scene, Language::Chinese));
}
