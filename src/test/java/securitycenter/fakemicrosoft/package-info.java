/** Entra ID and Microsoft Graph as the product sees them, for the demo and for tests; never part of what we ship. */
package securitycenter.fakemicrosoft;
