//! `draw`: the blueprint as a picture, SVG or PNG.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use blueprint_report::{Fonts, MOST_PIXELS, PictureOptions, PngError, Scene, picture, png};
use clap::ValueEnum;
use peak_end::{PredictOptions, predict};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::input::read_file;
use crate::output::Output;
use crate::verb::choice::{Colours, Labels, segment};
use crate::written::write;

/// What to draw.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// The file to write, which says by its ending whether it is SVG or PNG; one that exists is replaced
    /// [default: standard output]
    #[arg(long, short, value_name = "PICTURE")]
    output: Option<PathBuf>,

    /// The format [default: by the ending of `--output`, else svg]
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Option<To>,

    /// Only this segment of customers
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,

    /// The language of labels; names stay as they are
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value_t)]
    lang: Labels,

    /// The colours; PNG takes `auto` as light
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,

    /// How many columns stand side by side at most; a longer service is drawn in strips below each other
    #[arg(long, value_name = "COLUMNS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..))]
    columns: u16,

    /// PNG only: how many pixels wide a pixel of the picture is drawn [default: 2, or less for a picture too large for it]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    scale: Option<f64>,

    /// PNG only: write with the fonts of this file and no others; may be given several times [default: this machine's fonts]
    #[arg(long, value_name = "FONT")]
    font_file: Vec<PathBuf>,
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// A drawing that stays sharp at any size, with text that can be searched and read out
    Svg,
    /// Pixels
    Png,
}

/// Fit for screens with two pixels to the point.
const USUAL_SCALE: f64 = 2.0;

/// Draws.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let to = format(arguments)?;
    let fonts = match to {
        To::Svg => None,
        To::Png => Some(fonts(&arguments.font_file)?),
    };
    let blueprint = arguments.file.load()?.blueprint;
    let segment = match &arguments.segment {
        Some(id) => Some(segment(&blueprint, id)?),
        None => None,
    };
    let options = PredictOptions {
        segment: segment.map(|segment| segment.id().clone()),
        ..PredictOptions::default()
    };
    let prediction = predict(&blueprint, &options).map_err(|error| error.to_string());
    let scene = Scene::new(&blueprint, segment, &prediction, |_| true);
    let svg = picture(
        &scene,
        &PictureOptions {
            language: arguments.lang.into(),
            theme: arguments.theme.into(),
            columns: usize::from(arguments.columns),
            ..PictureOptions::default()
        },
    );
    let bytes = match fonts {
        None => svg.into_bytes(),
        Some(fonts) => pixels(&svg, &fonts, arguments.scale, output)?,
    };
    write(&bytes, arguments.output.as_deref(), &arguments.file, output)?;
    Ok(Outcome::Fine)
}

/// The PNG. Without a scale asked for, a picture too large for the usual one is drawn at the largest that fits, which is said.
fn pixels(svg: &str, fonts: &Fonts, scale: Option<f64>, output: &Output) -> Result<Vec<u8>, Failure> {
    match (png(svg, fonts, scale.unwrap_or(USUAL_SCALE)), scale) {
        (Err(PngError::TooLarge { width, height, fits }), None) => {
            let drawn = png(svg, fonts, fits).map_err(refuse)?;
            if !output.quiet {
                output.remark(&format!(
                    "drawn at `--scale {fits}`, the largest that fits: at {USUAL_SCALE} the picture would be {width} by {height} pixels, \
                     and at most {MOST_PIXELS} are drawn\n"
                ))?;
            }
            Ok(drawn)
        }
        (drawn, _) => drawn.map_err(refuse),
    }
}

/// The format that is asked for.
fn format(arguments: &Arguments) -> Result<To, Failure> {
    let file = arguments.output.as_deref().filter(|file| *file != Path::new("-"));
    let ending = file
        .and_then(Path::extension)
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let named = match ending.as_deref() {
        Some("svg") => Some(To::Svg),
        Some("png") => Some(To::Png),
        _ => None,
    };
    let to = match (arguments.to, named, file) {
        (Some(to), Some(named), Some(file)) if to != named => return Err(disagree(to, named, file)),
        (Some(to), _, _) | (None, Some(to), _) => to,
        (None, None, None) => To::Svg,
        (None, None, Some(file)) => {
            return Err(Failure::request(
                "unknown-picture",
                format!("`{}` does not say whether it is SVG or PNG", file.display()),
                Some("let the name end in `.svg` or `.png`, or add `--to svg` or `--to png`".into()),
            ));
        }
    };
    if to == To::Svg {
        let asked = match (arguments.scale, arguments.font_file.is_empty()) {
            (Some(_), _) => Some("--scale"),
            (None, false) => Some("--font-file"),
            (None, true) => None,
        };
        if let Some(asked) = asked {
            return Err(Failure::request(
                "png-only",
                format!("`{asked}` is for PNG, and SVG is asked for"),
                Some("let the name end in `.png`, or add `--to png`".into()),
            ));
        }
    }
    if to == To::Png && file.is_none() && io::stdout().is_terminal() {
        return Err(Failure::request(
            "png-to-terminal",
            "a terminal cannot show PNG",
            Some("name a file, such as `-o blueprint.png`".into()),
        ));
    }
    Ok(to)
}

/// A file whose ending says one format, with the other asked for, would open nowhere.
fn disagree(to: To, named: To, file: &Path) -> Failure {
    let name = |format: To| match format {
        To::Svg => "svg",
        To::Png => "png",
    };
    let (asked, ending) = (name(to), name(named));
    Failure::request(
        "disagreeing-formats",
        format!(
            "`--to {asked}` asks for {}, and `{}` is the name of {}",
            asked.to_uppercase(),
            file.display(),
            ending.to_uppercase()
        ),
        Some(format!(
            "let the name end in `.{asked}`, or leave `--to` out for {}",
            ending.to_uppercase()
        )),
    )
}

/// The fonts of the files, or those of this machine where none is named.
fn fonts(files: &[PathBuf]) -> Result<Fonts, Failure> {
    if files.is_empty() {
        return Ok(Fonts::of_this_machine());
    }
    let mut fonts = Fonts::new();
    for file in files {
        let bytes = read_file(file, MOST_BYTES)?;
        fonts.add(bytes).map_err(|error| {
            Failure::request(
                "not-a-font",
                format!("{}: {error}", file.display()),
                Some("name a font, such as a `.ttf`, `.otf` or `.ttc` file".into()),
            )
        })?;
    }
    Ok(fonts)
}

/// A larger file is no font. Chosen: several times what the largest for Chinese, Japanese and Korean have.
const MOST_BYTES: u64 = 256 << 20;

/// Why there is no PNG, and what helps.
fn refuse(error: PngError) -> Failure {
    let fitting;
    let (code, help) = match &error {
        PngError::NoFont => ("no-font", "name a font with `--font-file`"),
        PngError::NoGlyph { .. } => (
            "no-glyph",
            "name fonts that together have all characters with `--font-file`, once for each, or write SVG",
        ),
        PngError::Scale(_) => ("bad-scale", "leave `--scale` out for 2"),
        PngError::TooLarge { fits, .. } => {
            fitting = format!("`--scale {fits}` is the largest that fits; or write SVG");
            ("too-large", fitting.as_str())
        }
        _ => ("not-drawn", "write SVG"),
    };
    Failure::request(code, error.to_string(), Some(help.to_owned()))
}
