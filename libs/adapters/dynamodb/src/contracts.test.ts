import {
  bucketsContract,
  accessStoreContract,
  connectionRegistryContract,
  blocksContract,
  companionsContract,
  workspaceStoreContract,
  directoryContract,
  conversationLogContract,
  conversationStoreContract,
  inboxStoreContract,
  invitationStoreContract,
  membershipStoreContract,
  peopleStoreContract,
  receiptStoreContract,
  sessionStoreContract,
} from '@parley/core/testing';
import { dynamodbStores } from './dynamodb-stores';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();
const onFreshTables = async () => dynamodbStores(await freshTables());

conversationLogContract(onFreshTables);
conversationStoreContract(onFreshTables);
membershipStoreContract(onFreshTables);
inboxStoreContract(onFreshTables);
peopleStoreContract(onFreshTables);
accessStoreContract(onFreshTables);
connectionRegistryContract(onFreshTables);
receiptStoreContract(onFreshTables);
sessionStoreContract(onFreshTables);
bucketsContract(onFreshTables);
directoryContract(onFreshTables);
invitationStoreContract(onFreshTables);
blocksContract(onFreshTables);
companionsContract(onFreshTables);
workspaceStoreContract(onFreshTables);
