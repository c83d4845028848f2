import type { ReactNode } from 'react';
import styles from './inspector.module.css';

export type Fact = readonly [label: ReactNode, value: ReactNode, note?: ReactNode];

/** Labels at the left, figures at the right, a qualification below where there is one. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value, note], i) => (
        <div key={i}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note ? <span className={styles.small}>{note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
