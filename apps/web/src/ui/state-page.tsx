import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './state-page.module.css';

/** A place where there is nothing to show but a sentence and one action: empty, unknown, taken away, broken. */
export const StatePage = ({
  icon,
  title,
  children,
  action,
  level = 1,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  level?: 1 | 2;
}) => (
  <div className={classes.page}>
    <div className={classes.icon} aria-hidden>
      {icon}
    </div>
    <Title order={level} className={classes.title}>
      {title}
    </Title>
    {children && <div className={classes.text}>{children}</div>}
    {action}
  </div>
);
