//! `man` and `completions`: the command's manual page, and completions for a shell.

use crate::command::clap_command;
use crate::failure::{Failure, Outcome};
use crate::output::Output;

/// Writes completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell, output: &Output) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut clap_command(), "blueprint", &mut script);
    output.print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}

/// Writes the manual page, the verbs' sections included.
pub(crate) fn page(output: &Output) -> Result<Outcome, Failure> {
    let mut command = clap_command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        let manual = clap_mangen::Man::new(verb.clone());
        let title = format!(".SH \"BLUEPRINT {}\"\n", verb.get_name().to_uppercase());
        page.extend_from_slice(title.as_bytes());
        manual.render_description_section(&mut page)?;
        manual.render_options_section(&mut page)?;
    }
    output.print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Fine)
}
