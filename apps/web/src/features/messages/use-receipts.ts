import { limits, type Receipt } from '@parley/protocol';
import { useEffect } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { selectLog } from './messages-slice';

/** How far an open conversation has come to the others, where it is small enough for that; undefined where nobody tells. */
export const useReceipts = (
  conversationId: string,
  members: number | undefined,
  visible: boolean,
): Receipt[] | undefined => {
  const client = useClient();
  const receipts = useSelector((state: Parameters<typeof selectLog>[0]) => selectLog(state, conversationId)?.receipts);
  const isOnline = useSelector(selectStatus).state === 'online';
  const isSmall = members !== undefined && members <= limits.receiptPeople;
  const asks = isSmall && isOnline && visible;

  useEffect(() => {
    // They are a courtesy: without them messages are shown all the same, and the next look asks again.
    if (asks) client.receipts(conversationId).catch(() => undefined);
  }, [client, conversationId, asks]);
  return isSmall ? receipts : undefined;
};
