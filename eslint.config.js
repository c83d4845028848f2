import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.cache/',
      'test-results/',
      'playwright-report/',
      'test/**/dist/',
      // AssemblyScript, which its own compiler checks.
      'workers/ingest/kernel/assembly/',
      'workers/cluster/assembly/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Reads of typed arrays within bounds need the assertion under noUncheckedIndexedAccess.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      // On WebGPU the synchronous reads return zeros with a warning and can lose the device.
      'no-restricted-properties': [
        'error',
        { property: 'dataSync', message: 'Await data() instead.' },
        { property: 'arraySync', message: 'Await array() instead.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules, // Speaks to the React compiler, which is not used here.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Values from files are data, never HTML.' },
      ],
    },
  },
  { files: ['test/bench/**', 'test/browser/**'], rules: { 'no-console': 'off' } },
);
