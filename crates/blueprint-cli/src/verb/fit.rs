//! `fit`: which memory model is right, on data.

mod answer;
mod calibrate;
mod data;
mod digest;
mod files;
mod folder;
mod manifest;
mod model_file;
mod page;
mod places;
mod request;
mod statements;
mod watching;
mod words;

use std::path::PathBuf;

use blueprint_report::Language;
use blueprint_report::comparison::{ComparisonOptions, page as written_page};
use clap::ValueEnum;
use peak_end_fit::{
    Candidate, Circumstances, CompareError, Comparison, OrderOfMoments, RatedWhen, Severity, Verdict, compare, verdict,
};
use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::verb::choice::{Colours, Labels};
use crate::written::refuse;
use calibrate::Calibrating;
use data::{DataArguments, Purpose, ReadData};
use statements::{Statement, statements};
use watching::Watching;

/// The data, and what to do with them.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,

    /// Read and check the data, say what was found, and stop
    #[arg(long, conflicts_with_all = ["models", "out", "report", "write_model"])]
    only_data: bool,

    #[command(flatten)]
    comparison: request::ComparisonArguments,

    #[command(flatten)]
    results: Results,

    /// Compare nothing, and write this blueprint anew, with scores from the ratings of its touchpoints: mean, standard deviation,
    /// number; comments, order and everything else stay
    #[arg(
        long,
        value_name = "BLUEPRINT.yaml",
        conflicts_with_all = ["only_data", "models", "out", "report", "write_model"],
        help_heading = "Back into a blueprint"
    )]
    calibrate: Option<Input>,

    /// The file for the new blueprint, never the one that is read; another file of that name is replaced [default:
    /// standard output]
    #[arg(
        long,
        short,
        value_name = "NEW.yaml",
        requires = "calibrate",
        help_heading = "Back into a blueprint"
    )]
    output: Option<PathBuf>,
}

/// What is known besides the numbers, and where results go.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Verdict and results")]
struct Results {
    /// Whether people lived through the moments in the order of the data, or somebody put them into it
    #[arg(long, value_name = "WHERE-FROM", value_enum)]
    moment_order: Option<MomentOrder>,

    /// Whether moments were rated while they were lived through, or afterwards from memory
    #[arg(long, value_name = "WHEN", value_enum)]
    rated: Option<Rated>,

    /// Write everything into a folder: tidy CSV, JSON, the page, and a manifest. The files of another run are never replaced
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Write the page; a page of that name is replaced
    #[arg(long, value_name = "PAGE.html")]
    report: Option<PathBuf>,

    /// The language of the page
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value_t)]
    lang: Labels,

    /// The colours of the page on the screen; paper is always light
    #[arg(long, value_enum, default_value_t = Colours::Auto)]
    theme: Colours,

    /// Write a fitted model, which `predict --model FILE.json` uses; a file of that name is replaced
    #[arg(long, value_name = "FILE.json")]
    write_model: Option<PathBuf>,

    /// With `--write-model`: which of the candidates [default: the one that the verdict advises]
    #[arg(long, value_name = "CANDIDATE", requires = "write_model")]
    fitted: Option<String>,

    /// End with exit code 1 if the checks of the data found anything
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

/// Where the order of moments comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MomentOrder {
    /// People lived through them in this order
    Real,
    /// Somebody put them into it, such as the columns of a questionnaire
    Imposed,
}

/// When moments were rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rated {
    /// While they were lived through
    During,
    /// Afterwards, from memory
    Afterwards,
}

/// Which candidates were asked for.
struct Asked {
    /// None where the usual ones are to do.
    candidates: Option<Vec<Candidate>>,
    /// The one that is to be written.
    fitted: Option<Candidate>,
}

/// Everything that is told.
struct Answer {
    data: ReadData,
    manifest: Value,
    comparison: Comparison,
    verdict: Verdict,
    /// Where the order of moments comes from.
    order: OrderOfMoments,
    /// The verdict in English.
    statements: Vec<Statement>,
    written: Vec<String>,
    /// The folder of result files, if there is one.
    folder: Option<PathBuf>,
}

/// Compares, or does what is asked in its place.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let asked = Asked {
        candidates: arguments.comparison.candidates()?,
        fitted: arguments.results.fitted()?,
    };
    arguments.results.check_places(&arguments.data)?;
    let calibrating = arguments.calibrate.as_ref().map(|blueprint| Calibrating {
        blueprint,
        file: arguments.output.as_deref(),
        data: arguments.data.inputs(),
        map: arguments.data.column_map(),
    });
    if let Some(calibrating) = &calibrating {
        calibrating.check()?;
    }
    let purpose = if calibrating.is_some() {
        Purpose::Ratings
    } else {
        Purpose::Memory
    };
    let data = arguments.data.read(purpose)?;
    let is_denied = arguments.results.deny.is_some() && !data.findings.is_empty();
    let outcome = if is_denied { Outcome::Warnings } else { Outcome::Fine };
    if let Some(calibrating) = &calibrating {
        let found = calibrating.run(&data, output)?;
        return Ok(if is_denied { outcome } else { found });
    }
    if arguments.only_data {
        only_data(&data, output)?;
        return Ok(outcome);
    }
    let answer = compared(arguments, asked, data, output)?;
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(outcome)
}

/// The comparison, with everything written that was asked for.
fn compared(arguments: &Arguments, asked: Asked, data: ReadData, output: &Output) -> Result<Answer, Failure> {
    let results = &arguments.results;
    let options = arguments.comparison.options();
    let episodes = &data.reading.episodes;
    let mut candidates = asked.candidates.unwrap_or_else(|| Candidate::usual(episodes));
    // Whoever wants a model written wants it compared as well.
    if let Some(fitted) = asked.fitted.as_ref().filter(|fitted| !candidates.contains(fitted)) {
        candidates.push(fitted.clone());
    }
    let manifest = manifest::manifest(&options, &candidates, &data);
    if let Some(folder) = &results.out {
        folder::refuse_another_run(folder, &files::json(&manifest))?;
    }
    let watching = Watching::new(output);
    let comparison = compare(episodes, &candidates, &options, &|progress| watching.tell(progress));
    watching.finish();
    let comparison = match comparison {
        Ok(comparison) => comparison,
        Err(error) => return Err(not_compared(&data, &error, output)?),
    };
    let circumstances = results.circumstances(&data);
    let verdict = verdict(&comparison, &circumstances);
    let mut answer = Answer {
        statements: statements(&comparison, &verdict, Language::English),
        data,
        manifest,
        comparison,
        verdict,
        order: circumstances.order,
        written: Vec::new(),
        folder: results.out.clone(),
    };
    answer.written = results.write(&answer, asked.fitted.as_ref())?;
    Ok(answer)
}

fn only_data(data: &ReadData, output: &Output) -> Result<(), Failure> {
    match output.format {
        Format::Json => output.json(&data_json(data))?,
        Format::Human => output.print(&data_words(data, output.width))?,
    }
    Ok(())
}

fn data_json(data: &ReadData) -> Value {
    json!({
        "data": data::report_json(data),
        "findings": data::findings_json(&data.findings),
    })
}

fn data_words(data: &ReadData, width: usize) -> String {
    data::report_words(data, width) + &data::findings_words(&data.findings, width)
}

/// Why nothing was compared; where that lies in the data, what is known of them is said first, as it may well explain it.
fn not_compared(data: &ReadData, error: &CompareError, output: &Output) -> Result<Failure, Failure> {
    let failure = request::refuse_comparison(&data.reading, error);
    if matches!(error, CompareError::Option { .. } | CompareError::NoStimulus) {
        return Ok(failure);
    }
    Ok(match (failure, output.format) {
        (Failure::Request(request), Format::Json) => Failure::RequestAfter {
            request,
            found: Box::new(data_json(data)),
        },
        (failure, _) => {
            output.print(&data_words(data, output.width))?;
            failure
        }
    })
}

impl Results {
    /// Says no before anything is read if a result could not be written.
    fn check_places(&self, data: &DataArguments) -> Result<(), Failure> {
        let files = [
            ("--report", self.report.as_ref()),
            ("--write-model", self.write_model.as_ref()),
        ];
        places::check(&files, self.out.as_deref(), data)
    }

    /// The candidate that is to be written.
    fn fitted(&self) -> Result<Option<Candidate>, Failure> {
        self.fitted.as_deref().map(request::candidate).transpose()
    }

    fn circumstances(&self, data: &ReadData) -> Circumstances {
        let is_objection = |finding: &&peak_end_fit::Finding| finding.severity == Severity::Objection;
        Circumstances {
            order: match self.moment_order {
                None => OrderOfMoments::Unsaid,
                Some(MomentOrder::Real) => OrderOfMoments::Real,
                Some(MomentOrder::Imposed) => OrderOfMoments::Imposed,
            },
            rated: match self.rated {
                None => RatedWhen::Unsaid,
                Some(Rated::During) => RatedWhen::During,
                Some(Rated::Afterwards) => RatedWhen::Afterwards,
            },
            objections: data.findings.iter().filter(is_objection).count(),
        }
    }

    /// The page in its language.
    fn page(&self, answer: &Answer) -> String {
        let language = self.lang.into();
        let statements = statements(&answer.comparison, &answer.verdict, language);
        let options = ComparisonOptions {
            language,
            theme: self.theme.into(),
        };
        written_page(&page::comparison(answer, &statements, language), &options)
    }

    /// Writes what was asked for, and says what it is.
    fn write(&self, answer: &Answer, fitted: Option<&Candidate>) -> Result<Vec<String>, Failure> {
        let mut written = Vec::new();
        if let Some(path) = &self.write_model {
            model_file::write(answer, fitted, path)?;
            written.push(path.display().to_string());
        }
        if self.report.is_none() && self.out.is_none() {
            return Ok(written);
        }
        let page = self.page(answer);
        if let Some(path) = &self.report {
            std::fs::write(path, &page).map_err(|error| refuse(path, &error))?;
            written.push(path.display().to_string());
        }
        if let Some(folder) = &self.out {
            written.extend(folder::write(folder, &files::files(answer, &page))?);
        }
        Ok(written)
    }
}
