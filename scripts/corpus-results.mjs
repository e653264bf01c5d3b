// What is recorded of each case of the leak corpus, and which results are worse than others.

/**
 * @typedef {object} CaseResult
 * @property {boolean} [found] for a leak: a rule that owns it reports one of its defect lines
 * @property {number} noise reports on the fixed version, or on the safe file
 */

/**
 * @param {CaseResult} result
 * @returns {boolean} whether the leak is reported and its fix is not
 */
export function isToldApart({ found, noise }) {
  return found === true && noise === 0;
}

/**
 * Compares results with the recorded ones.
 *
 * @param {Record<string, CaseResult>} recorded
 * @param {Record<string, CaseResult>} current
 * @returns {string[]} one line for each case that got worse, or that was recorded and is gone
 */
export function worsened(recorded, current) {
  return Object.entries(recorded).flatMap(([id, before]) => {
    const now = current[id];
    if (now === undefined) {
      return [`${id}: the case is gone`];
    }
    return [
      ...(before.found === true && now.found !== true ? [`${id}: the leak is no longer found`] : []),
      ...(now.noise > before.noise ? [`${id}: ${now.noise} reports where there is no leak; there were ${before.noise}`] : []),
    ];
  }).concat(
    Object.entries(current)
      .filter(([id, { noise }]) => !(id in recorded) && noise > 0)
      .map(([id, { noise }]) => `${id}: a new case with ${noise} reports where there is no leak`),
  );
}

/**
 * @param {Record<string, CaseResult>} results
 * @returns {string} the text of `results.json`, one line for each case
 */
export function formatResults(results) {
  const lines = Object.entries(results).map(([id, { found, noise }]) => {
    const fields = [...(found === undefined ? [] : [`"found": ${found}`]), `"noise": ${noise}`];
    return `  ${JSON.stringify(id)}: { ${fields.join(', ')} }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
