import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useArrive } from '../screens/data/use-arrive';
import classes from './WholeWindowDrop.module.css';

const brings = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files may be dropped anywhere on the page, on any screen. */
export function WholeWindowDrop() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const arrive = useArrive();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Every element that the pointer crosses sends its own enter and leave; only their balance tells whether it has left the window.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!brings(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!brings(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const stay = (event: DragEvent) => {
      if (brings(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      navigate('/data');
      arrive(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', drop);
    };
  }, [navigate, arrive]);

  if (!over) return null;
  return (
    <div className={classes.dropVeil} aria-hidden="true">
      <div>
        <strong>{t('frame.drop.title')}</strong>
        <p>{t('frame.drop.note')}</p>
      </div>
    </div>
  );
}
