// npm test: types, lint with the import rules, unit, conformance and browser tests; ends in a line that counts them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { ensureChromium, ensurePackages, root } from './lib/ensure.mjs';

ensurePackages();
process.env.CHROMIUM_PATH = ensureChromium();

const reports = path.join(root, '.cache', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
/** What failed, or passed at the second try only, and its first words, said once more at the end: a property's seed is among them. */
const failures = [];
const how = { cwd: root, shell: process.platform === 'win32' };

function step(name, args, count, env = {}) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  const { status } = spawnSync('npx', args, { ...how, stdio: 'inherit', env: { ...process.env, ...env } });
  tally(name, status, count, start);
}

/** Checks that take one core each: two at a time, each printed once it has ended. */
async function sideBySide(checks) {
  const waiting = [...checks];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command, ...args] = next;
      const start = Date.now();
      const child = spawn(command, args, { ...how, stdio: ['ignore', 'pipe', 'pipe'] });
      const said = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
      const status = await new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(1)));
      console.log(`\n── ${name}\n${Buffer.concat(said)}`);
      tally(name, status, one, start);
    }
  };
  await Promise.all([lane(), lane()]);
}

function tally(name, status, count, start) {
  const counted = count(status);
  // A runner that fails without a failed test (a crash, a file that does not load) still counts as a failure.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  for (const [test, why] of counted.failures ?? []) failures.push(`✘ ${name}: ${test}\n${firstLines(why)}`);
  for (const [test, why] of counted.unsteady ?? []) failures.push(`↻ ${name}: ${test} (passed at the second try)\n${firstLines(why)}`);
  for (const key of Object.keys(total)) total[key] += counted[key];
  summary.push(
    `${name.padEnd(24)}${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped  (${Math.round((Date.now() - start) / 1000)} s)`,
  );
}

/** Without colours, and not the whole of a long difference. */
function firstLines(text = '', lines = 12) {
  return stripVTControlCharacters(text)
    .split('\n')
    .slice(0, lines)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}

const one = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 });

function fromReport(file, read) {
  return () => {
    try {
      return read(JSON.parse(readFileSync(path.join(reports, file), 'utf8')));
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    }
  };
}

const vitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
  failures: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => [`${file} › ${test.fullName}`, test.failureMessages[0]]);
    return tests.length === 0 && status === 'failed' ? [[file, message]] : tests;
  }),
});
const playwright = ({ stats, suites }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
  failures: suites.flatMap((suite) => specsThat(suite, 'unexpected')),
  unsteady: suites.flatMap((suite) => specsThat(suite, 'flaky')),
});
/** Name and first error of the specs that ended so. */
const specsThat = ({ specs, suites = [] }, ended) => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === ended))
    .map(({ file, title, tests }) => [`${file} › ${title}`, tests[0]?.results[0]?.error?.message]),
  ...suites.flatMap((suite) => specsThat(suite, ended)),
];

// TypeScript 6, which the import rules need, calls its own, three times slower one tsc, too.
const compiler = path.join('node_modules', 'typescript-native', 'bin', 'tsc');
await sideBySide([
  ['lint', 'npx', 'oxlint', '--type-aware', '--deny-warnings', '.'],
  ...['.', 'workers', 'test'].map((project) => [`types: ${project}`, 'node', compiler, '-p', project]),
  ['import rules', 'npx', 'depcruise', '--config', 'dependency-cruiser.config.cjs', 'src', 'workers', 'test'],
]);
step(
  'unit',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${path.join(reports, 'unit.json')}`],
  fromReport('unit.json', vitest),
);
ensureBuild();
for (const name of ['conformance', 'browser']) {
  step(
    name,
    ['playwright', 'test', '-c', `test/${name}/playwright.config.ts`, '--reporter=list,json'],
    fromReport(`${name}.json`, playwright),
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, `${name}.json`),
    },
  );
}

if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
