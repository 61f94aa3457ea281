import { Button } from '@mantine/core';
import { useState } from 'react';
import { later } from '../../ui/later';
import { Notice } from '../../ui/notice';
import { useBlocked } from './use-blocked';

const BlockDialog = later(() => import('./block-dialog').then((m) => m.BlockDialog));

/** Says, where one would write to somebody whom one blocked, that it goes one way only. Nothing of anybody else. */
export const BlockedNote = ({ id, name, className }: { id: string; name: string; className?: string | undefined }) => {
  const isBlocked = useBlocked(true)?.includes(id);
  const [asks, setAsks] = useState(false);
  return (
    <>
      {isBlocked && (
        <div className={className}>
          <Notice tone="info">
            You blocked <bdi>{name}</bdi>. They can read what you write here, but cannot answer.{' '}
            <Button variant="subtle" size="compact-sm" onClick={() => setAsks(true)}>
              Unblock
            </Button>
          </Notice>
        </div>
      )}
      {asks && <BlockDialog id={id} name={name} blocked onClose={() => setAsks(false)} />}
    </>
  );
};
