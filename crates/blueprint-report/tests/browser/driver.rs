//! A browser, driven through chromedriver: the few commands of the WebDriver protocol that are needed, over one socket each.

use std::io::{BufRead, BufReader, Error, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// The longest that a single answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Names under which systems have the browser.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// What flags the browser needs to start without a screen and to leave the network alone.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// A browser window. It ends with its value, and so do its processes.
pub(crate) struct Browser {
    port: u16,
    session: String,
    /// The browser's own process, where chromedriver tells it.
    process: Option<u64>,
    driver: Child,
    _home: tempfile::TempDir,
}

/// Where a program of this name is.
fn found(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

impl Browser {
    /// A window, or why there is none on this machine.
    pub(crate) fn open() -> Result<Self, String> {
        let driver = found("chromedriver").ok_or("chromedriver is not installed")?;
        let browser = BROWSERS
            .iter()
            .find_map(|name| found(name))
            .ok_or("chromium is not installed")?;
        Ok(Self::start(&driver, &browser).unwrap())
    }

    fn start(driver: &Path, browser: &Path) -> Result<Self, Error> {
        let home = tempfile::tempdir()?;
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some(port) = port(&mut driver) else {
            driver.kill()?;
            driver.wait()?;
            return Err(Error::other("chromedriver does not tell its port"));
        };
        let mut opened = Self {
            port,
            session: String::new(),
            process: None,
            driver,
            _home: home,
        };
        let profile = format!("--user-data-dir={}", opened._home.path().display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": browser, "args": flags },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 50_000, "pageLoad": 50_000 },
        } } });
        let session = opened.request("POST", "/session", Some(&wanted))?;
        opened.session = session["sessionId"].as_str().unwrap_or_default().to_owned();
        opened.process = session["capabilities"]["goog:processID"].as_u64();
        // The page that a browser starts with is its own, and so is what that page asks for.
        opened.post("url", &json!({ "url": "about:blank" }));
        opened.log("performance");
        Ok(opened)
    }

    /// One request and its answer's value.
    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Error> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut socket = TcpStream::connect_timeout(&address, PATIENCE)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/json; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        socket.write_all(head.as_bytes())?;
        socket.write_all(body.as_bytes())?;
        let mut answer = BufReader::new(socket);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line)?;
            let line = line.trim().to_ascii_lowercase();
            if let Some(found) = line.strip_prefix("content-length:") {
                length = found.trim().parse().map_err(Error::other)?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut content = vec![0; length];
        answer.read_exact(&mut content)?;
        let mut content: Value = serde_json::from_slice(&content)?;
        let value = content["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(Error::other(format!("{method} {path}: {error}: {}", value["message"]))),
            None => Ok(value),
        }
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        let path = format!("/session/{}/{command}", self.session);
        self.request("POST", &path, Some(body)).unwrap()
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn show(&self, file: &Path) {
        self.post("url", &json!({ "url": format!("file://{}", file.display()) }));
    }

    /// What a script returns; it is the body of a function.
    pub(crate) fn run(&self, script: &str, arguments: &Value) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// A command to the browser's own tools.
    pub(crate) fn tell(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Makes the page so many pixels wide, on a `screen` or in `print`, in `light` or in `dark`.
    pub(crate) fn look(&self, width: u32, medium: &str, scheme: &str) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", &size);
        let scheme = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.tell(
            "Emulation.setEmulatedMedia",
            &json!({ "media": medium, "features": scheme }),
        );
    }

    /// Presses and lets go keys, one after the other, on what has the focus.
    pub(crate) fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            let stroke = |kind: &str| json!({ "type": kind, "value": key.to_string() });
            [stroke("keyDown"), stroke("keyUp")]
        });
        let strokes: Vec<Value> = strokes.collect();
        self.post(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }),
        );
    }

    /// What has been logged since it was last asked.
    fn log(&self, kind: &str) -> Vec<Value> {
        match self.post("se/log", &json!({ "type": kind })) {
            Value::Array(entries) => entries,
            other => panic!("no log: {other}"),
        }
    }

    /// What the page has complained of in the console since it was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").into_iter();
        let bad = entries.filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        bad.map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses that pages have asked for since it was last asked.
    pub(crate) fn requests(&self) -> Vec<String> {
        let entries = self.log("performance").into_iter();
        let messages = entries.filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let sent = messages.filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent");
        sent.filter_map(|entry| Some(entry["message"]["params"]["request"]["url"].as_str()?.to_owned()))
            .collect()
    }
}

/// The port that chromedriver says it listens on.
fn port(driver: &mut Child) -> Option<u16> {
    let output = BufReader::new(driver.stdout.take()?);
    let (tell, told) = mpsc::channel();
    // A thread of its own, as reading has no limit in time; it ends with the process.
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let port = line
                .split_once(" on port ")
                .map(|(_, port)| port.trim_end_matches('.').parse::<u16>());
            if let Some(Ok(port)) = port.filter(|_| line.contains("started successfully")) {
                // Nobody listens any more once the wait is over.
                let _ = tell.send(port);
            }
        }
    });
    told.recv_timeout(PATIENCE).ok()
}

impl Drop for Browser {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.session);
        let closed = !self.session.is_empty() && self.request("DELETE", &path, None).is_ok();
        if let Some(process) = self.process.filter(|_| !closed) {
            let _ = Command::new("kill").args(["-KILL", &process.to_string()]).status();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
