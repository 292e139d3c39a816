/** Entra ID, Microsoft Graph and Defender as the product sees them, for the demo and for tests; never part of what we ship. */
package securitycenter.fakemicrosoft;
