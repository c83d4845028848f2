import { describe, expect, it } from 'vitest';
import { featureName } from '../../../src/i18n/feature-words';
import { shownSpecs } from '../../../workers/engine/views';
import { extractFeatures } from '../../../workers/features';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type MappingRecipe } from '../../../workers/protocol/recipe';
import { fileOf, mappingOf, read } from '../ingest/support';

/** Users with as many orders as their number says, each third one unpaid. */
async function typeFeatures(mapping: MappingRecipe, header: string) {
  const lines = Array.from({ length: 9 }, (_, user) =>
    Array.from({ length: user + 2 }, (_, order) => {
      const paid = order % 3 !== 0;
      return `u${user},2024-01-${String(order + 1).padStart(2, '0')}T0${user}:00:00Z,${paid ? 'paid' : 'open'},${paid ? 'purchase' : 'unpaid order'}`;
    }),
  ).flat();
  const { events } = await read(fileOf(`${header}\n${lines.join('\n')}\n`), mapping);
  const { specs } = await drive(extractFeatures(events, defaultRecipe(mapping).features));
  const told = (of: typeof specs) => of.filter(({ key }) => key.startsWith('events_of_'));
  return { kept: told(specs), shown: told(shownSpecs(specs, mapping)) };
}

describe('features of event types', () => {
  it('are called in the page’s language where the file names no types, under ids that stay', async () => {
    const states = mappingOf({ user: 'user', time: 'time', state: 'status', word: 'other' }, { unpaidStates: ['open'] });
    const { kept, shown } = await typeFeatures(states, 'user,time,state,word');
    expect(kept.map(({ id, key }) => [id, key])).toEqual([
      ['events_purchase', 'events_of_type'],
      ['events_unpaid_order', 'events_of_type'],
    ]);
    expect(shown.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    expect(shown.map((spec) => featureName(spec, 'zh-CN'))).toEqual(['购买事件数', '未付款订单事件数']);
  });

  it('are called as the file calls them where it does', async () => {
    const named = mappingOf({ user: 'user', time: 'time', state: 'other', word: 'event' }, { purchaseTypes: ['purchase'] });
    const { kept, shown } = await typeFeatures(named, 'user,time,state,word');
    expect(shown).toEqual(kept);
    // A newer file without an event column brought one of them.
    const mixed = shownSpecs(kept, { ...named, ownTypes: ['unpaid order'] });
    expect(mixed.map((spec) => featureName(spec, 'zh-CN'))).toEqual(['“purchase”事件数', '未付款订单事件数']);
    expect(shown.map((spec) => featureName(spec, 'zh-CN'))).toEqual(['“purchase”事件数', '“unpaid order”事件数']);
  });
});
