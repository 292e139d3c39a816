package securitycenter.provisioning;

import securitycenter.homes.TenantHome;

/** A move: the home that is left, and the one that takes its place. */
record Route(TenantHome from, TenantHome to) {}
