//! What each form may look like.

use peak_end_fit::{Columns, Form, MomentOrder, Outcome, Part, ReadOptions};

use super::{cases, read, read_bytes, stars};

#[test]
fn a_byte_order_mark_crlf_quotes_and_blank_rows_are_no_obstacle() {
    let text = "\u{feff}person,episode,touchpoint,rating,overall\r\n\"Ann, B.\",1,\"the \"\"queue\"\"\",2,4\r\n\r\n,,,,\r\n\"Ann, B.\",1,sip,5,4\r\n";
    let reading = read(text, &stars());
    assert_eq!(reading.episodes.people().names(), ["Ann, B."]);
    assert_eq!(reading.episodes.touchpoints().names(), ["the \"queue\"", "sip"]);
    assert_eq!(reading.episodes.ratings(0), [2.0, 5.0]);
    assert_eq!((reading.report.files[0].rows, reading.report.files[0].blank), (2, 2));
}

#[test]
fn rows_of_an_episode_are_sorted_wherever_they_stand() {
    let text = "person,episode,time,rating,overall\nAnn,1,3,5,4\nBea,1,1,2,3\nAnn,1,1.5,1,4\nAnn,1,2,NA,\n";
    let reading = read(text, &stars());
    assert_eq!(reading.episodes.ratings(0), [1.0, 5.0]);
    assert_eq!(reading.episodes.ratings(1), [2.0]);
    assert_eq!(reading.report.reordered, 1);
    assert_eq!(reading.rows, [2, 3]);
    let names: Vec<&str> = (0..3)
        .map(|moment| reading.episodes.touchpoints().name_of(moment))
        .collect();
    assert_eq!(names, ["1", "3", "1"]);
}

#[test]
fn every_way_to_say_missing_leaves_the_moment_out() {
    for missing in [
        "", " ", "NA", "na", "N/A", "NaN", "null", "NULL", "-", ".", "99", "99.0", "skip",
    ] {
        let text = format!("person,episode,rating,overall\nAnn,1,{missing},4\nAnn,1,5,4\n");
        let options = ReadOptions {
            missing: vec!["99".into(), "skip".into()],
            ..stars()
        };
        let reading = read(&text, &options);
        assert_eq!(reading.episodes.ratings(0), [5.0], "{missing}");
        assert_eq!(reading.report.missing_ratings, 1);
    }
}

#[test]
fn zero_is_no_missing_answer_unless_that_is_said() {
    let text = "person,episode,rating,overall\nAnn,1,0,4\nAnn,1,4,4\n";
    let scale = Some(service_blueprint::Scale::default());
    let as_rating = read(
        text,
        &ReadOptions {
            scale,
            ..ReadOptions::default()
        },
    );
    assert_eq!(as_rating.episodes.ratings(0), [0.0, 4.0]);
    let missing = vec!["0".into()];
    let as_missing = read(
        text,
        &ReadOptions {
            scale,
            missing,
            ..ReadOptions::default()
        },
    );
    assert_eq!(as_missing.episodes.ratings(0), [4.0]);
}

#[test]
fn episodes_without_moments_or_overall_are_left_out_and_named() {
    let text = "person,episode,rating,overall\nAnn,1,NA,4\nAnn,2,3,\nAnn,3,3,5\n";
    let report = read(text, &stars()).report;
    assert_eq!(report.episodes, 1);
    assert_eq!(report.without_moments.first, [(2, "1".to_owned())]);
    assert_eq!(report.without_overall.first, [(3, "2".to_owned())]);
}

#[test]
fn durations_are_minutes_unless_a_unit_is_written() {
    let text = "person,episode,rating,duration,overall\nAnn,1,2,5,4\nAnn,1,2,30s,4\nAnn,1,2,1.5h,4\nAnn,1,2,1h 30m,4\n";
    let reading = read(text, &stars());
    assert_eq!(reading.episodes.minutes(0).unwrap(), [5.0, 0.5, 90.0, 90.0]);
    let durations_in_seconds = true;
    let reading = read(
        text,
        &ReadOptions {
            durations_in_seconds,
            ..stars()
        },
    );
    assert_eq!(reading.episodes.minutes(0).unwrap()[0], 5.0 / 60.0);
}

#[test]
fn one_duration_missing_leaves_none() {
    let text = "person,episode,rating,duration,overall\nAnn,1,2,5,4\nAnn,1,2,,4\n";
    let reading = read(text, &stars());
    assert_eq!(reading.episodes.minutes(0), None);
    assert_eq!(reading.report.durations, 1);
}

#[test]
fn an_episode_table_tells_what_the_moments_do_not() {
    let moments = "person,episode,rating,overall\nAnn,1,2,77\nBea,1,4,77\n";
    let table = "episode,person,overall,delay,expectation,stimulus,age\n1,Bea,3,2d,4,tea,30\n1,Ann,5,,,coffee,40\n";
    let reading = read_bytes(moments.as_bytes(), Some(table.as_bytes()), &stars()).unwrap();
    let episodes = &reading.episodes;
    assert_eq!(episodes.overall(), [5.0, 3.0]);
    assert_eq!(episodes.delays(), [None, Some(2880.0)]);
    assert_eq!(episodes.expectations(), [None, Some(4.0)]);
    assert_eq!(episodes.stimuli().unwrap().names(), ["coffee", "tea"]);
    assert_eq!(reading.report.files[0].unused, ["overall"]);
    assert_eq!(reading.report.files[1].unused, ["age"]);
}

#[test]
fn a_table_without_people_goes_by_episode() {
    let moments = "person,episode,rating\nAnn,1,2\nBea,2,4\n";
    let table = "episode,overall\n2,3\n1,5\n";
    let reading = read_bytes(moments.as_bytes(), Some(table.as_bytes()), &stars()).unwrap();
    assert_eq!(reading.episodes.overall(), [5.0, 3.0]);
    assert_eq!(reading.episodes.people().names(), ["Ann", "Bea"]);
}

#[test]
fn a_wide_table_takes_the_columns_asked_for_in_their_order() {
    let text = "participant,video,sam,v0,v1,v2,note\nP1,A,4,1,2,3,x\nP1,B,5,,4,5,y\n";
    let reading = read(text, &cases::renamed());
    assert_eq!(reading.report.files[0].form, Some(Form::Wide));
    assert_eq!(reading.report.moment_columns, ["v0", "v1", "v2"]);
    assert_eq!(reading.report.files[0].unused, ["note"]);
    assert_eq!(reading.episodes.names(), ["A", "B"]);
    assert_eq!(reading.episodes.ratings(1), [4.0, 5.0]);
    let moments = |list: &[&str]| ReadOptions {
        moments: list.iter().map(|item| (*item).to_owned()).collect(),
        ..cases::renamed()
    };
    assert_eq!(read(text, &moments(&["v2", "v0"])).episodes.ratings(0), [3.0, 1.0]);
    assert_eq!(
        read(text, &moments(&["v1..v2", "v*"])).report.moment_columns,
        ["v1", "v2", "v0"]
    );
}

#[test]
fn without_people_every_episode_is_anothers() {
    let reading = read("overall,moment1,moment2\n4,1,2\n3,2,2\n", &stars());
    assert_eq!(reading.report.people, None);
    assert_eq!(reading.episodes.people().names(), ["2", "3"]);
}

#[test]
fn yes_and_no_may_be_written_in_any_usual_way() {
    let text = "episode,rating,overall\n1,2,yes\n2,2,No\n3,2,1\n4,2,0\n5,2,TRUE\n6,2,false\n7,2,NA\n";
    let options = ReadOptions {
        outcome: Outcome::Binary,
        missing: vec!["0".into()],
        ..stars()
    };
    let reading = read(text, &options);
    assert_eq!(reading.episodes.overall(), [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
    assert_eq!(reading.report.without_overall.count, 1);
}

#[test]
fn json_lines_take_numbers_and_objects_as_moments() {
    let text = "{\"person\": \"Ann\", \"episode\": 1, \"overall\": 4, \"moments\": [2, null, 5], \"note\": 1}\n\n\
        {\"person\": \"Bea\", \"episode\": 1, \"overall\": 3, \"moments\": [{\"touchpoint\": \"sip\", \"rating\": 3, \"duration\": \"30s\", \"mood\": 1}]}\n";
    let reading = read(text, &stars());
    assert_eq!(reading.report.files[0].form, Some(Form::JsonLines));
    assert_eq!(reading.report.files[0].unused, ["note", "moments.mood"]);
    assert_eq!(reading.episodes.ratings(0), [2.0, 5.0]);
    assert_eq!(reading.episodes.touchpoints().names(), ["1", "3", "sip"]);
    assert_eq!(reading.report.durations, 1);
}

#[test]
fn json_keys_are_mapped_as_columns_are() {
    let text = "{\"who\": \"Ann\", \"felt\": [2, 5], \"score\": 4}\n";
    let options = ReadOptions {
        columns: Columns::default()
            .with(Part::Person, "who")
            .with(Part::Overall, "score"),
        moments: vec!["felt".into()],
        ..stars()
    };
    assert_eq!(read(text, &options).episodes.ratings(0), [2.0, 5.0]);
}

#[test]
fn a_field_of_a_megabyte_is_a_field() {
    let long = "x".repeat(1 << 20);
    let text = format!("person,episode,touchpoint,rating,overall\nAnn,1,{long},2,4\n");
    assert_eq!(read(&text, &stars()).episodes.touchpoints().names()[0].len(), 1 << 20);
}

#[test]
fn one_person_and_one_episode_are_read() {
    let reading = read("person,episode,rating,overall\nAnn,1,2,4\n", &stars());
    assert_eq!((reading.report.episodes, reading.report.people), (1, Some(1)));
    assert_eq!(reading.report.overall.sd, None);
}

#[test]
fn a_pattern_takes_numbers_of_any_length() {
    let names: Vec<String> = (1..=12).map(|number| format!("m{number}")).collect();
    let text = format!("person,overall,{},mood\nAnn,4,{}3\n", names.join(","), "2,".repeat(12));
    let asked = |item: &str| ReadOptions {
        moments: vec![item.into()],
        ..stars()
    };
    for item in ["m[0-9]*", "m1..m12"] {
        assert_eq!(read(&text, &asked(item)).report.moment_columns, names, "{item}");
    }
    let refused = read_bytes(text.as_bytes(), None, &asked("m*")).unwrap_err();
    assert!(refused.list[0].help().contains("write `m[0-9]*`"), "{refused}");
    // No pattern stands for the numbered ones alone, so that they are named.
    let noted = text.replace("mood", "m1_note");
    let refused = read_bytes(noted.as_bytes(), None, &asked("m[0-9]*")).unwrap_err();
    assert!(refused.list[0].help().contains("write `m1,m2,m3"), "{refused}");
}

#[test]
fn no_name_of_one_letter_is_proposed() {
    let refused = read_bytes(b"a,1,3,5\nb,2,4,4\n", None, &stars()).unwrap_err();
    assert!(
        refused.list.iter().all(|error| !error.help().contains("did you mean")),
        "{refused}"
    );
}

#[test]
fn without_people_an_episode_that_contradicts_itself_asks_for_them() {
    let text = "episode,order,rating,overall\n1,1,2,4\n1,2,3,4\n1,1,5,3\n";
    let refused = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    let asks = "there is no column `person`; do several people have an episode `1`?";
    assert_eq!(refused.list.len(), 2);
    assert!(
        refused.list.iter().all(|error| error.help().starts_with(asks)),
        "{refused}"
    );
}

#[test]
fn a_table_that_repeats_episodes_asks_for_people_where_it_names_none() {
    let text = "episode,overall,moment1\n1,4,2\n1,3,5\n";
    let refused = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    assert_eq!(refused.list[0].code(), "duplicate-episode");
    assert!(
        refused.list[0]
            .help()
            .starts_with("if several people have an episode `1`"),
        "{refused}"
    );
}

#[test]
fn tabs_and_minus_zero_are_shown_as_people_write_them() {
    let refused = read_bytes(b"person\tepisode\trating\n", None, &stars()).unwrap_err();
    assert!(refused.to_string().contains("`person\\tepisode\\trating`"), "{refused}");
    let options = ReadOptions {
        scale: None,
        ..ReadOptions::default()
    };
    let refused = read_bytes(
        b"person,episode,rating,overall\nAnn,1,-0,4\nAnn,1,10,4\n",
        None,
        &options,
    )
    .unwrap_err();
    let told = format!("{refused} {}", refused.list[0].help());
    assert!(
        told.contains("from 0 to 10") && told.contains("--scale 0,5,10"),
        "{told}"
    );
}

#[test]
fn the_column_that_gives_the_order_is_named() {
    let text = "person,episode,time,rating,overall\nAnn,1,3,5,4\nAnn,1,3,2,4\n";
    let refused = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    assert_eq!(refused.list[0].column.as_deref(), Some("time"));
}

#[test]
fn the_first_episode_without_a_stimulus_is_named() {
    use peak_end_fit::{Episode, Episodes, EpisodesError, RatedMoment};
    let episode = |stimulus: Option<&str>| Episode {
        stimulus: stimulus.map(str::to_owned),
        overall: 3.0,
        moments: vec![RatedMoment {
            touchpoint: "sip".into(),
            rating: 3.0,
            minutes: None,
        }],
        ..Episode::default()
    };
    for (stimuli, episode_without) in [([None, None, Some("tea")], 0), ([Some("tea"), Some("tea"), None], 2)] {
        let found = Episodes::new(
            service_blueprint::Scale::default(),
            Outcome::Rating,
            stimuli.map(episode),
        );
        assert_eq!(
            found,
            Err(EpisodesError::NoStimulus {
                episode: episode_without
            })
        );
    }
}

#[test]
fn the_report_says_where_the_order_came_from() {
    let order = |text: &str, options: &ReadOptions| read(text, options).report.order;
    let long = "person,episode,beep,rating,overall\nAnn,1,2,5,4\nAnn,1,1,3,4\n";
    assert_eq!(order(long, &stars()), MomentOrder::Rows);
    let by = |name: &str| MomentOrder::Column(name.to_owned());
    let beep = ReadOptions {
        columns: Columns::default().with(Part::Order, "beep"),
        ..stars()
    };
    assert_eq!(order(long, &beep), by("beep"));
    assert_eq!(order(&long.replace("beep", "time"), &stars()), by("time"));
    assert_eq!(
        order("overall,moment1,moment2\n4,1,2\n", &stars()),
        MomentOrder::Columns
    );
    assert_eq!(
        order("{\"overall\": 4, \"moments\": [2, 5]}\n", &stars()),
        MomentOrder::Lists
    );
}

#[test]
fn rows_of_episodes_are_lines_of_the_file_with_windows_line_ends_too() {
    let text = "person,overall,moment1\n\nAnn,4,1\n\"B\nea\",4,2\nCem,4,3\n\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
        let reading = read(&text, &stars());
        assert_eq!(reading.rows, [3, 4, 6], "{text:?}");
        assert_eq!((reading.report.files[0].rows, reading.report.files[0].blank), (3, 2));
        assert_eq!(reading.episodes.people().names(), ["Ann", "B\nea", "Cem"]);
    }
}

#[test]
fn whole_numbers_are_names_digit_by_digit() {
    let people = [
        "9007199254740992",
        "9007199254740993",
        "-9223372036854775808",
        "18446744073709551615",
        "17",
    ];
    let line = |person: &&str| format!("{{\"person\": {person}, \"overall\": 4, \"moments\": [2]}}\n");
    let reading = read(&people.iter().map(line).collect::<String>(), &stars());
    assert_eq!(reading.episodes.people().names(), people);
    for person in ["18446744073709551616", "1.5", "9007199254740993.0", "1e300"] {
        let errors = read_bytes(line(&person).as_bytes(), None, &stars()).unwrap_err();
        assert_eq!(errors.list[0].code(), "inexact-name", "{person}");
    }
}

#[test]
fn codes_of_missing_answers_hold_for_yes_and_no() {
    let binary = ReadOptions {
        outcome: Outcome::Binary,
        missing: vec!["9".into(), "0".into()],
        ..stars()
    };
    let csv = read(
        "person,overall,moment1\nAnn,1,2\nBea,9,2\nCem,0,2\nDan,9.0,2\n",
        &binary,
    );
    let json = read(
        "{\"overall\": 1, \"moments\": [2]}\n{\"overall\": 9, \"moments\": [2]}\n{\"overall\": 0, \"moments\": [2]}\n{\"overall\": \"9\", \"moments\": [2]}\n",
        &binary,
    );
    for reading in [csv, json] {
        assert_eq!(reading.episodes.overall(), [1.0, 0.0]);
        assert_eq!(reading.report.without_overall.count, 2);
    }
}

#[test]
fn a_decimal_comma_holds_for_all_numbers() {
    let german = ReadOptions {
        delimiter: b';',
        decimal_comma: true,
        ..stars()
    };
    let text = "\u{feff}person;episode;order;rating;duration;delay;overall\r\nAnn;1;1,5;4,5;1,5;0,5h;4\r\nAnn;1;1,25;2;30s;0,5h;4,0\r\n";
    let reading = read(text, &german);
    assert_eq!(reading.episodes.ratings(0), [2.0, 4.5]);
    assert_eq!(reading.episodes.minutes(0), Some(&[0.5, 1.5][..]));
    assert_eq!(reading.episodes.delays(), [Some(30.0)]);
    for number in ["4.5", "1.234,5", "1,2,3"] {
        let text = format!("person;overall;moment1\nAnn;4;{number}\n");
        assert!(read_bytes(text.as_bytes(), None, &german).is_err(), "{number}");
    }
}

#[test]
fn times_are_an_order() {
    let times = |list: [&str; 3]| {
        let rows: String = list
            .iter()
            .zip([3, 1, 2])
            .map(|(time, rating)| format!("Ann,1,{time},{rating},4\n"))
            .collect();
        format!("person,episode,time,rating,overall\n{rows}")
    };
    for list in [
        ["2024-03-01 10:50:09", "2024-03-01 09:50:09", "2024-03-01 10:50"],
        [
            "2024-03-01T10:50:09.000000002",
            "2024-03-01T10:50:09",
            "2024-03-01T10:50:09.000000001",
        ],
        ["2024-03-01", "2023-12-31", "2024-02-29 23:59:59"],
        ["2024-03-01T10:00Z", "2024-03-01T10:00+02:00", "2024-03-01T10:00+01:00"],
        ["1709290209000", "1709290207000", "1709290208000"],
    ] {
        let reading = read(&times(list), &stars());
        assert_eq!(reading.episodes.ratings(0), [1.0, 2.0, 3.0], "{list:?}");
        assert_eq!(reading.report.reordered, 1);
    }
    let same = times(["2024-03-01T10:00Z", "2024-03-01T11:00+01:00", "2024-03-01T10:30Z"]);
    let errors = read_bytes(same.as_bytes(), None, &stars()).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("two moments at the same time: this row and row 2"),
        "{errors}"
    );
}

#[test]
fn ratings_alone_need_no_overall_rating() {
    let ratings = ReadOptions {
        ratings_only: true,
        ..stars()
    };
    for text in [
        "person,touchpoint,rating\nAnn,queue,2\nAnn,sip,5\nBea,queue,4\n",
        "person,touchpoint,rating,overall\nAnn,queue,2,4\nAnn,sip,5,4\nBea,queue,4,\n",
        "{\"person\": \"Ann\", \"moments\": [2, 5]}\n{\"person\": \"Bea\", \"moments\": [4]}\n",
    ] {
        let reading = read(text, &ratings);
        assert_eq!((reading.episodes.count(), reading.episodes.moment_count()), (2, 3));
        assert!(!reading.episodes.is_remembered());
        assert_eq!(reading.report.without_overall.count, 0);
        assert_eq!(peak_end_fit::data_checks(&reading.episodes), []);
    }
    let whole = read("person,touchpoint,rating,overall\nAnn,queue,2,4\n", &ratings);
    assert!(whole.episodes.is_remembered());
    assert_eq!(whole.episodes.overall(), [4.0]);
}
