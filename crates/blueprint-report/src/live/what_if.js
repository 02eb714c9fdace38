// The sliders: one per touchpoint and segment. What is computed is in the functions above; here is the page.

const root = document.getElementById("what-if");
// { scale, grid, exact, words, names, segments: [{ id, share, start, ways, way, touchpoints, scores }] }; see data.rs.
const given = JSON.parse(document.getElementById("what-if-data").textContent);
const { scale, grid, words } = given;

// --- Figures, written as everywhere in the report.

// Sums that lie half-way between two figures are told as the same figure, whichever side rounding left them.
const awayFromZero = (value) => value + (value < 0 ? -1e-9 : 1e-9);

// A score: two decimals at most, none that say nothing.
function figure(value) {
  const shown = awayFromZero(value);
  const text =
    Math.abs(shown) >= 1e15 ? shown.toExponential(2).replace("e+", "e") : shown.toFixed(2).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text.replace(/^-/, "−");
}

// A difference, signed so that + is towards best.
function change(from, to) {
  const text = figure((to - from) * Math.sign(scale.best - scale.worst));
  return text === "0" || text.startsWith("−") ? text : "+" + text;
}

// A probability: whole percent, but never 0 for what can happen nor 100 for what may not. No line breaks before its sign.
function percent(probability) {
  const whole = Math.round(awayFromZero(100 * probability));
  if (probability <= 0) return "0\u00a0%";
  if (whole < 1) return "<1\u00a0%";
  if (whole >= 100 && probability < 1 - 1e-9) return ">99\u00a0%";
  return whole + "\u00a0%";
}

// A sentence of the word table with its holes filled, each {hole} by the value of that name.
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, hole) => values[hole]);

// --- Positions of a slider: 0 is worst, grid.positions is best, one step of the grid apart.

function scoreAt(position) {
  if (position >= grid.positions) return scale.best;
  // Without the last binary digits, which would show as 0.30000000000000004.
  return Number((scale.worst + position * grid.step * Math.sign(scale.best - scale.worst)).toPrecision(12));
}

const positionOf = (score) => Math.round(Math.abs(score - scale.worst) / grid.step);

// --- State: each segment's scores as they are now, and what is remembered of them.

function remember(segment, scores) {
  return given.exact ? rememberAllWays(scale, segment, scores) : rememberOneWay(scale, segment.way, scores);
}

const segments = given.segments.map((segment) => ({
  ...segment,
  before: remember(segment, segment.scores),
  was: segment.scores,
  scores: segment.scores.slice(),
  rows: new Map(),
}));
const alone = (segment, scores, found) => overall([{ share: 1, scores, found }]);
const everyone = (of) => overall(segments.map((segment) => ({ share: segment.share, ...of(segment) })));
const everyoneBefore = everyone((segment) => ({ scores: segment.was, found: segment.before }));

// --- Showing.

// The touchpoint that is it most often, with its share.
function leader(shares) {
  const touchpoint = most(shares);
  return touchpoint === null ? words.none : filled(words.leader, { name: given.names[touchpoint], share: percent(shares[touchpoint]) });
}

function show(readout, before, now) {
  const say = (what, text) => (readout.querySelector(`[data-say="${what}"]`).textContent = text);
  if (now.remembered === null) {
    say("remembered", words.nothing);
    say("change", "");
  } else {
    say("remembered", figure(now.remembered));
    const moved = before.remembered !== null && Math.abs(now.remembered - before.remembered) > 1e-9 * Math.abs(scale.best - scale.worst);
    say("change", moved ? filled(words.moved, { was: figure(before.remembered), change: change(before.remembered, now.remembered) }) : "");
  }
  for (const part of ["peak", "end"]) {
    const [was, is] = [leader(before[part]), leader(now[part])];
    say(part, is);
    say(part + "-was", was === is ? "" : filled(words.was, { was }));
  }
}

const readoutOf = (id) => root.querySelector(`[data-readout="${CSS.escape(id)}"]`);

// Computes and shows a segment anew, and everyone with it.
function refresh(segment) {
  const found = remember(segment, segment.scores);
  segment.found = found;
  const own = alone(segment, segment.scores, found);
  const readout = readoutOf(segment.id);
  if (readout) show(readout, alone(segment, segment.was, segment.before), own);
  for (const [touchpoint, row] of segment.rows) {
    const [was, is] = [segment.was[touchpoint], segment.scores[touchpoint]];
    const score = is === null ? words.noScore : figure(is);
    const old = was === is ? "" : filled(words.was, { was: was === null ? words.noScore : figure(was) });
    row.now.textContent = score;
    row.was.textContent = old;
    row.slider.setAttribute("aria-valuetext", old ? `${score}, ${old}` : score);
    row.peak.textContent = percent(own.peak[touchpoint]);
    row.end.textContent = percent(own.end[touchpoint]);
    row.reset.disabled = was === is;
    row.item.classList.toggle("is-moved", was !== is);
  }
}

function refreshEveryone() {
  show(readoutOf(""), everyoneBefore, everyone((segment) => ({ scores: segment.scores, found: segment.found })));
}

// --- Moving.

function put(segment, touchpoint, score) {
  segment.scores[touchpoint] = score;
  const { slider } = segment.rows.get(touchpoint);
  // A touchpoint without a score waits at neutral.
  slider.value = positionOf(score === null ? scale.neutral : score);
}

function moveTo(segment, touchpoint, score) {
  const together = root.querySelector("[data-together]");
  const all = together && together.checked ? segments : [segment];
  for (const one of all.filter((one) => one.rows.has(touchpoint))) {
    put(one, touchpoint, score);
    refresh(one);
  }
  refreshEveryone();
}

function resetAll() {
  for (const segment of segments) {
    for (const touchpoint of segment.rows.keys()) put(segment, touchpoint, segment.was[touchpoint]);
    refresh(segment);
  }
  refreshEveryone();
}

// One row of a segment, from the template in the page.
function addRow(list, segment, number, { touchpoint, note, asked }) {
  const item = document.getElementById("what-if-row").content.firstElementChild.cloneNode(true);
  const part = (name) => item.querySelector(`[data-row="${name}"]`);
  const row = { item, slider: part("slider"), now: part("now"), was: part("was"), peak: part("peak"), end: part("end"), reset: part("reset") };
  const id = `what-if-${number}-${touchpoint}`;
  row.slider.id = id;
  row.slider.max = grid.positions;
  row.slider.setAttribute("aria-describedby", id + "-note");
  part("label").htmlFor = id;
  part("name").textContent = given.names[touchpoint];
  part("note").id = id + "-note";
  part("note").textContent = note;
  // Surveyed filled, assumed hollow, as on the curve.
  item.classList.add(`is-${asked}`);
  row.reset.setAttribute("aria-label", filled(words.resetOne, { name: given.names[touchpoint] }));
  segment.rows.set(touchpoint, row);
  row.slider.addEventListener("input", () => moveTo(segment, touchpoint, scoreAt(row.slider.valueAsNumber)));
  row.reset.addEventListener("click", () => {
    put(segment, touchpoint, segment.was[touchpoint]);
    refresh(segment);
    refreshEveryone();
    row.slider.focus();
  });
  list.append(item);
}

// The page's segment switch: one segment alone, or all of them for everyone.
function showSegment(id) {
  for (const block of root.querySelectorAll("[data-what-if-segment]")) {
    block.hidden = id !== "" && block.dataset.whatIfSegment !== id;
    if (id !== "" && !block.hidden) block.open = true;
  }
}

segments.forEach((segment, number) => {
  const list = root.querySelector(`[data-rows="${CSS.escape(segment.id)}"]`);
  for (const touchpoint of segment.touchpoints) addRow(list, segment, number, touchpoint);
});
root.querySelector("[data-reset-all]").addEventListener("click", resetAll);
document.addEventListener("change", (event) => {
  if (event.target.matches('input[type="radio"][name="segment"]')) showSegment(event.target.value);
});
const chosen = document.querySelector('input[type="radio"][name="segment"]:checked');
showSegment(chosen ? chosen.value : "");
resetAll();
root.querySelector("[data-live]").hidden = false;
