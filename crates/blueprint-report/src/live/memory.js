// What is remembered of one segment's journeys: half of it the peak, half of it the end.
//
// A journey is a random walk from touchpoint to touchpoint until it ends; loops are allowed. Touchpoints go by number.
//   journey.start   [[touchpoint, probability], …]
//   journey.ways    per touchpoint [[next, probability], …]; next is -1 where the journey ends
//   scores          per touchpoint a number, or null where nobody gave one: it is passed through and leaves no trace
//
// The peak of a journey is its most intense moment. Of moments as intense the worse one counts, then the later one.

// How far a score is from neutral: 1 at best, -1 at worst, whichever way the scale runs.
function distance(scale, score) {
  const off = (score - scale.neutral) * Math.sign(scale.best - scale.worst);
  if (off === 0) return 0;
  return off / Math.abs(scale.neutral - (off > 0 ? scale.best : scale.worst));
}

// Where a score stands when the peak is chosen. Distances are counted in billionths, so that 5.3 and 4.7 are as far
// from 5 whatever the last binary digit says; of two as far, the worse one is half a step further.
function intensity(scale, score) {
  const off = distance(scale, score);
  const steps = Math.round(1e9 * Math.abs(off));
  return steps + (off < 0 && 1e9 * -off >= 0.5 ? 0.5 : 0);
}

// Per touchpoint the probability that it is the peak, and that it is the end; `scored` is the probability that a
// journey has a scored moment at all. Exact: all ways through count, however often they loop.
//
// Touchpoints are taken out one by one, the mildest first, and each is replaced by the ways past it. Once all that is
// milder than touchpoint t is out, the chance to go from t to the ending is the chance that nothing as intense follows,
// and the chance to come to t counts every journey that has met nothing more intense. Their product is the chance that
// t is the peak. Nothing is ever subtracted, so no digits are lost.
function rememberAllWays(scale, journey, scores) {
  const order = inOrder(scale, journey, scores);
  const count = order.length;
  const place = new Map(order.map((one, at) => [one.touchpoint, at]));

  // chance[a][b]: to go next from the a-th of the order to the b-th. The last row is the start, the last column the end.
  const chance = Array.from({ length: count + 1 }, () => new Float64Array(count + 1));
  for (const [next, probability] of journey.start) chance[count][place.get(next)] += probability;
  order.forEach((one, at) => {
    for (const [next, probability] of journey.ways[one.touchpoint]) {
      chance[at][next < 0 ? count : place.get(next)] += probability;
    }
  });

  const leaving = new Float64Array(count);
  const takeOut = (out) => {
    const from = chance[out];
    for (let to = out + 1; to <= count; to++) leaving[out] += from[to];
    for (let row = out + 1; row <= count; row++) {
      const factor = chance[row][out] / leaving[out];
      if (factor === 0) continue;
      const into = chance[row];
      for (let to = out + 1; to <= count; to++) into[to] += factor * from[to];
    }
  };
  // How often journeys come to each of the order's places from `first` up to `after`, until they come to one beyond.
  const visits = (first, after) => {
    const found = new Float64Array(count);
    for (let at = after - 1; at >= first; at--) {
      let arrivals = chance[count][at];
      for (let later = at + 1; later < after; later++) arrivals += found[later] * chance[later][at];
      found[at] = arrivals / leaving[at];
    }
    return found;
  };

  const found = { peak: new Float64Array(scores.length), end: new Float64Array(scores.length), scored: 0 };
  let silent = 0;
  while (silent < count && order[silent].intensity < 0) takeOut(silent++);
  const lastOfAll = order.map((_, at) => chance[at][count]);

  for (let first = silent; first < count; ) {
    // Touchpoints of one score are as intense; of visits to them the last one is the peak.
    let after = first;
    while (after < count && order[after].intensity === order[first].intensity) after++;
    const lastOfItsKind = order.map((_, at) => chance[at][count]);
    for (let out = first; out < after; out++) takeOut(out);
    const come = visits(first, after);
    for (let at = first; at < after; at++) found.peak[order[at].touchpoint] = come[at] * lastOfItsKind[at];
    first = after;
  }
  const come = visits(silent, count);
  for (let at = silent; at < count; at++) {
    found.end[order[at].touchpoint] = come[at] * lastOfAll[at];
    found.scored += found.end[order[at].touchpoint];
  }
  return found;
}

// The touchpoints that somebody comes to: first those without a score, then from the mildest to the most intense.
function inOrder(scale, journey, scores) {
  const seen = new Set();
  const open = journey.start.map(([touchpoint]) => touchpoint);
  while (open.length > 0) {
    const touchpoint = open.pop();
    if (touchpoint < 0 || seen.has(touchpoint)) continue;
    seen.add(touchpoint);
    for (const [next] of journey.ways[touchpoint]) open.push(next);
  }
  const order = [...seen].map((touchpoint) => ({
    touchpoint,
    intensity: scores[touchpoint] === null ? -1 : intensity(scale, scores[touchpoint]),
  }));
  return order.sort((a, b) => a.intensity - b.intensity || a.touchpoint - b.touchpoint);
}

// The same along one way through, a list of touchpoints.
function rememberOneWay(scale, way, scores) {
  const found = { peak: new Float64Array(scores.length), end: new Float64Array(scores.length), scored: 0 };
  let peak = null;
  let end = null;
  for (const touchpoint of way) {
    if (scores[touchpoint] === null) continue;
    end = touchpoint;
    if (peak === null || intensity(scale, scores[touchpoint]) >= intensity(scale, scores[peak])) peak = touchpoint;
  }
  if (end !== null) {
    found.peak[peak] = 1;
    found.end[end] = 1;
    found.scored = 1;
  }
  return found;
}

// The mean of what is remembered over several segments, each { share, scores, found }: of everybody who has a scored
// moment, so a segment counts by its share times its chance of one. `remembered` is null where nobody has.
function overall(parts) {
  const scored = parts.reduce((sum, part) => sum + part.share * part.found.scored, 0);
  const count = parts[0].scores.length;
  const mixed = { remembered: null, peak: new Float64Array(count), end: new Float64Array(count) };
  if (!(scored > 0)) return mixed;
  mixed.remembered = 0;
  for (const { share, scores, found } of parts) {
    const weight = share / scored;
    scores.forEach((score, touchpoint) => {
      if (score === null) return;
      mixed.peak[touchpoint] += weight * found.peak[touchpoint];
      mixed.end[touchpoint] += weight * found.end[touchpoint];
      mixed.remembered += (weight * score * (found.peak[touchpoint] + found.end[touchpoint])) / 2;
    });
  }
  return mixed;
}

// The touchpoint with the largest of the shares, the first of equal ones; null where all are 0.
function most(shares) {
  let best = null;
  shares.forEach((share, touchpoint) => {
    if (share > (best === null ? 0 : shares[best] + 1e-12)) best = touchpoint;
  });
  return best;
}
