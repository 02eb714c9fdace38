//! The `blueprint` command as its users meet it.

mod command {
    mod blueprint;
    mod calibrate;
    mod data;
    mod drawing;
    mod export;
    mod fit;
    mod human;
    mod input;
    mod invest;
    mod json;
    mod profile;
    mod report;
    mod request;
    mod research;
}
