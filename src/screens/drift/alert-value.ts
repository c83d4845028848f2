import type { FeatureSpec } from '../../../workers/protocol/features';
import type { Alert, BusinessFigure, ClearsWhen } from '../../../workers/protocol/timeline';
import { featureValue } from '../../i18n/feature-words';
import { formatFor } from '../../i18n/format';
import type { Language } from '../../workbench/names';

/** A business figure in its own unit: conversion a share, orders a plain number, the others money. */
export function businessText(figure: BusinessFigure, value: number, language: Language): string {
  const format = formatFor(language);
  if (figure === 'conversion') return format.percent(value);
  return figure === 'orders-a-user' ? format.number(value, 2) : format.money(value);
}

/** One of an alert's figures (before, after, latest) in the unit of its kind. */
export function alertValue(alert: Alert, value: number, spec: FeatureSpec | undefined, language: Language): string {
  const format = formatFor(language);
  switch (alert.kind) {
    case 'segment-share':
    case 'event-type-share':
      return format.percent(value);
    case 'data-drift':
      return format.percent(value, 0);
    case 'feature':
      return spec ? featureValue(value, spec, language) : format.significant(value);
    case 'business':
      return alert.figure ? businessText(alert.figure, value, language) : format.significant(value);
    case 'embedding':
      return format.number(value, 2);
    default:
      return format.number(value);
  }
}

/** The bound at which an alert goes away, in the unit of its figure. */
export function boundText({ figure, bound }: ClearsWhen, language: Language): string {
  const format = formatFor(language);
  switch (figure) {
    case 'share':
    case 'drifted-share':
      return format.percent(bound);
    case 'psi':
    case 'auc':
      return format.number(bound, 2);
    case 'active-users':
      return format.number(bound);
    default:
      return businessText(figure, bound, language);
  }
}
