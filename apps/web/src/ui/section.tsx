import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

/** A part of a page of settings: a heading, a sentence, and what can be done. */
export const Section = ({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <Title order={2} id={heading} className={classes.title}>
        {title}
      </Title>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  );
};
