import { useNavigate } from 'react-router';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useKeyFor } from './use-key-for';

/** Leads to the direct conversation with these people, the same one every time. Resolves to what to tell where it cannot. */
export const useOpenDirect = (onOpened: () => void) => {
  const client = useClient();
  const navigate = useNavigate();
  const keyFor = useKeyFor();
  return async (people: string[]): Promise<string | undefined> => {
    const key = keyFor(people.toSorted().join());
    try {
      const { conversation } = await client.ask('conversations.open', { kind: 'direct', key, people });
      onOpened();
      await navigate(`/c/${conversation.id}`);
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };
};
