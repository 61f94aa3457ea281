import type { Operation } from './operation';
import { adminCreateUser } from './operations/admin-create-user';
import { adminGetUser } from './operations/admin-get-user';
import { adminLinkProviderForUser } from './operations/admin-link-provider-for-user';
import { adminSetUserPassword } from './operations/admin-set-user-password';
import { adminUpdateUserAttributes } from './operations/admin-update-user-attributes';
import { adminDeleteUser, adminDisableUser, adminEnableUser, adminUserGlobalSignOut } from './operations/admin-users';
import { associateSoftwareToken } from './operations/associate-software-token';
import { changePassword } from './operations/change-password';
import { confirmForgotPassword } from './operations/confirm-forgot-password';
import { adminConfirmSignUp, confirmSignUp } from './operations/confirm-sign-up';
import { deleteUser } from './operations/delete-user';
import { forgotPassword } from './operations/forgot-password';
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token';
import { getUser } from './operations/get-user';
import { getUserAttributeVerificationCode } from './operations/get-user-attribute-verification-code';
import { globalSignOut } from './operations/global-sign-out';
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  createGroup,
  deleteGroup,
  getGroup,
} from './operations/groups';
import { initiateAuth } from './operations/initiate-auth';
import { listUsers } from './operations/list-users';
import { resendConfirmationCode } from './operations/resend-confirmation-code';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge';
import { revokeToken } from './operations/revoke-token';
import { adminSetUserMfaPreference, setUserMfaPreference } from './operations/set-user-mfa-preference';
import { signUp } from './operations/sign-up';
import { updateUserAttributes } from './operations/update-user-attributes';
import { verifySoftwareToken } from './operations/verify-software-token';
import { verifyUserAttribute } from './operations/verify-user-attribute';

/** Operations that the service answers only to a request that is signed with AWS credentials. */
const signed = {
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminLinkProviderForUser: adminLinkProviderForUser,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateGroup: createGroup,
  DeleteGroup: deleteGroup,
  GetGroup: getGroup,
  ListUsers: listUsers,
};

/** Operations that are open to a browser. */
const open = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteUser: deleteUser,
  ForgotPassword: forgotPassword,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SetUserMFAPreference: setUserMfaPreference,
  SignUp: signUp,
  UpdateUserAttributes: updateUserAttributes,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
};

/** Every operation that is emulated, by its name on the wire. */
export const operations = new Map<string, Operation>(Object.entries({ ...signed, ...open }));

export const signedOperations = new Set<string>(Object.keys(signed));
