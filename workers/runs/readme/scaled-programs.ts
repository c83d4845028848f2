/** A function `scaled` in JavaScript: a user's values as a network takes them, by the list `features` of preprocessing.json; null where there is no value. */
export const SCALED_JS = `const scaled = (values) =>
  features.map(({ missing, scale: { log, lower, upper, mean, sd } }, i) => {
    const x = values[i] ?? missing.value;
    const y = log ? Math.sign(x) * Math.log1p(Math.abs(x)) : x;
    return (Math.min(upper, Math.max(lower, y)) - mean) / sd;
  });`;

/** The same in Python; None where there is no value. */
export const SCALED_PYTHON = `def scaled(values):
    row = []
    for value, feature in zip(values, features):
        x = feature["missing"]["value"] if value is None else value
        s = feature["scale"]
        y = np.sign(x) * np.log1p(abs(x)) if s["log"] else x
        row.append((min(s["upper"], max(s["lower"], y)) - s["mean"]) / s["sd"])
    return row`;
