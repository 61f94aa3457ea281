import { Switch } from '@mantine/core';
import { use } from 'react';
import { Section } from '../../ui/section';
import { SendKeyContext, useSendKey } from './send-key';

/** How writing works on this device. */
export const WritingSection = () => {
  const choice = use(SendKeyContext);
  return (
    <Section title="Writing" lead="On this device.">
      <Switch
        label="Send with Ctrl+Enter, or Command+Enter on a Mac"
        description="Enter alone then begins a new line."
        checked={useSendKey() === 'mod-enter'}
        onChange={(event) => choice?.choose(event.currentTarget.checked ? 'mod-enter' : 'enter')}
      />
    </Section>
  );
};
