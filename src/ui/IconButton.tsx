import { UnstyledButton } from '@mantine/core';
import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import classes from './ui.module.css';

interface IconButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children'> {
  label: string;
  children: ReactNode;
}

/** A square button with a drawn sign; `label` names it for everyone who does not see the sign. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton({ label, children, ...rest }, ref) {
  return (
    <UnstyledButton {...rest} ref={ref} type="button" className={classes.iconButton} aria-label={label} title={label}>
      {children}
    </UnstyledButton>
  );
});
