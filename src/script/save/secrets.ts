/** Whether what is saved has secrets in it, where its form has them at all. */
export type Secrets = "shown" | "masked";
