import { AWAY, NO_SEGMENT } from '../../../../workers/protocol/movement';
import type { FlowCell, FlowTable } from '../../../charts/migration/flows';
import { i18n } from '../../../i18n';
import { clip, formatFor } from '../../../i18n/format';
import type { Language } from '../../../workbench/names';
import { windowInSentence, type Windows } from './window-words';

/** What the words of a movement depend on. */
export interface FlowContext {
  readonly timeline: Windows;
  readonly from: number;
  readonly to: number;
  /** Segment names by number. */
  readonly names: readonly string[];
  readonly language: Language;
}

export const nameIn = ({ names, language }: Pick<FlowContext, 'names' | 'language'>, id: number) =>
  id === NO_SEGMENT ? i18n.getFixedT(language)('segments.none.name') : clip(names[id] ?? String(id + 1), 60);

function windowsOf({ timeline, from, to, language }: FlowContext) {
  return { from: windowInSentence(timeline, from, language), to: windowInSentence(timeline, to, language) };
}

/** «312 users went from A to B between April and May 2011». */
export function flowSentence(cell: Pick<FlowCell, 'from' | 'to' | 'users'>, context: FlowContext): string {
  const t = i18n.getFixedT(context.language);
  const params = {
    count: cell.users,
    users: formatFor(context.language).number(cell.users),
    a: nameIn(context, cell.from),
    b: nameIn(context, cell.to),
    ...windowsOf(context),
  };
  if (cell.from === AWAY) return t('movement.flow.entered', params);
  if (cell.to === AWAY) return t('movement.flow.left', params);
  return t(cell.from === cell.to ? 'movement.flow.stayed' : 'movement.flow.moved', params);
}

/** What share of either side a flow is. */
export function flowShares(cell: FlowCell, context: FlowContext): string[] {
  const t = i18n.getFixedT(context.language);
  const format = formatFor(context.language);
  const windows = windowsOf(context);
  const [before, after] = [format.percent(cell.shareFrom), format.percent(cell.shareTo)];
  return [
    cell.from === AWAY
      ? t('movement.flow.ofEntered', { share: before })
      : t('movement.flow.ofBefore', { share: before, a: nameIn(context, cell.from), from: windows.from }),
    cell.to === AWAY
      ? t('movement.flow.ofLeft', { share: after })
      : t('movement.flow.ofAfter', { share: after, b: nameIn(context, cell.to), to: windows.to }),
  ];
}

/** The finding: how many changed segment, and which way most went. */
export function migrationTitle(table: FlowTable, context: FlowContext): string {
  const t = i18n.getFixedT(context.language);
  const format = formatFor(context.language);
  const params = { ...windowsOf(context), moved: format.number(table.moved), both: format.number(table.both) };
  if (table.both === 0) return t('movement.headline.nobody', params);
  if (!table.strongest) return t('movement.headline.still', params);
  return t('movement.headline.moved', {
    ...params,
    a: nameIn(context, table.strongest.from),
    b: nameIn(context, table.strongest.to),
  });
}

/** How many there were before and after, and how many came and went. */
export function migrationLead(table: FlowTable, context: FlowContext): string {
  const format = formatFor(context.language);
  return i18n.getFixedT(context.language)('movement.headline.lead', {
    ...windowsOf(context),
    before: format.number(table.before),
    after: format.number(table.after),
    entered: format.number(table.entered),
    left: format.number(table.left),
  });
}
