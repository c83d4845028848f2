import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerInfo, UserLook } from '../../../../workers/protocol/looks';
import { useFormat } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { Card } from '../../../ui/Section';
import { useActivations } from '../../../workbench/looks';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../../segments/named-segments';
import { StatesMap } from './StatesMap';
import { UsersMap } from './UsersMap';
import styles from './looks.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  /** The user whose steps go through the network, where one reads events. */
  readonly look: UserLook | null;
}

/** A layer that users go through, or one of the network that the events of one user go through. */
type Wanted = { readonly of: 'users'; readonly layer: number | null } | { readonly of: 'steps'; readonly layer: number };

/** What the layers of the model make of users: the activations of one of them as a picture. */
export function LayersCard({ run, segments, look }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<{ readonly wanted: Wanted; readonly of: Run['result']['map'] } | null>(null);
  const wanted: Wanted = chosen?.of === run.result.map ? chosen.wanted : { of: 'users', layer: null };
  const answer = useActivations(run, wanted.of === 'users' ? wanted.layer : null);
  if (answer.kind === 'failed') {
    return (
      <Card>
        <Note tone="act">{t('looks.layers.failed')}</Note>
      </Card>
    );
  }
  if (answer.kind === 'waiting') {
    return (
      <Card>
        <p className={styles.muted}>{t('looks.layers.loading')}</p>
      </Card>
    );
  }
  const activations = answer.result;
  if (activations === null) {
    return (
      <Card>
        <p data-no-layers>{t('looks.layers.none')}</p>
      </Card>
    );
  }
  const units = (count: number) => format.number(count);
  const named = ({ kind, index, units: count }: LayerInfo) =>
    kind === 'code'
      ? t('looks.layers.code', { units: units(count) })
      : t(`looks.layers.${kind}`, { number: format.number(index + 1), units: units(count) });
  const options = [
    ...activations.layers.map((layer, at) => ({ value: `users ${at}`, label: named(layer) })),
    ...(look?.states ?? []).map((_, at) => ({
      value: `steps ${at}`,
      label: t('looks.layers.network', { number: format.number(at + 1), units: units(look!.width) }),
    })),
  ];
  const onSteps = wanted.of === 'steps' && look?.states[wanted.layer] ? wanted.layer : null;
  return (
    <Card>
      <div className={styles.card} data-layers={options.length}>
        <h3 className={styles.subtitle}>{t('looks.layers.title')}</h3>
        <div className={styles.controls}>
          <NativeSelect
            size="xs"
            label={t('looks.layers.label')}
            value={onSteps === null ? `users ${activations.layer}` : `steps ${onSteps}`}
            onChange={(event) => {
              const [of, layer] = event.currentTarget.value.split(' ') as ['users' | 'steps', string];
              setChosen({ wanted: { of, layer: Number(layer) }, of: run.result.map });
            }}
            data={options}
          />
        </div>
        {onSteps === null ? (
          <UsersMap run={run} segments={segments} activations={activations} />
        ) : (
          <StatesMap run={run} look={look!} layer={onSteps} />
        )}
      </div>
    </Card>
  );
}
