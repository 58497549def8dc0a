/** How the organization writes its money: an ISO 4217 currency and a BCP 47 locale. */
export type MoneyLook = { currency: string; locale: string };
