import fc from 'fast-check';

/**
 * `npm test` draws the same cases each time, so that it says the same of the same commit; `npm run fuzz` draws others, and
 * prints the seed of what fails.
 */
if (process.env.MODE !== 'fuzz') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_128 });
