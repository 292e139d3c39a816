package securitycenter.homes;

import securitycenter.ApplicationTest;

@ApplicationTest
class EmbeddedSchemaTests extends SchemaContract {}
