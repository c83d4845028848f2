import { useState } from 'react';
import type { TrainingForm } from './training-form';

/** Fields that follow what stands in the recipe until the person types, and again once that is another. */
export function useTrainingForm(stands: TrainingForm): readonly [form: TrainingForm, change: (part: Partial<TrainingForm>) => void] {
  const of = JSON.stringify(stands);
  const [typed, setTyped] = useState<{ readonly of: string; readonly form: TrainingForm } | null>(null);
  const form = typed?.of === of ? typed.form : stands;
  return [form, (part) => setTyped({ of, form: { ...form, ...part } })];
}
