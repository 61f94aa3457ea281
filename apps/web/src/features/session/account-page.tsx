import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Brand } from '../../ui/brand';
import { Notice } from '../../ui/notice';
import classes from './account-page.module.css';
import type { Submission } from './use-submission';
import { useWorkspace } from './workspace';

/** The frame of every page on the way in: the workspace, one heading, one form. */
export const AccountPage = ({
  title,
  lead,
  submission,
  action,
  children,
  footer,
}: {
  title: string;
  lead?: ReactNode;
  /** Absent: there is nothing to fill in. */
  submission?: Submission;
  /** Under the summary of a failure: the next step. */
  action?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) => {
  const { name } = useWorkspace();
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  const summary = submission?.errorOf('form');
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.workspace}>
          <Brand />
          <bdi>{name}</bdi>
        </div>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        {lead && <div className={classes.lead}>{lead}</div>}
        {submission ? (
          <form className={classes.form} aria-label={title} {...submission.form}>
            {summary && (
              <Notice tone="danger" summary>
                {summary} {action}
              </Notice>
            )}
            {children}
          </form>
        ) : (
          <div className={classes.form}>{children}</div>
        )}
        {footer && <div className={classes.footer}>{footer}</div>}
      </div>
    </main>
  );
};
