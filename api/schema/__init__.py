"""The GraphQL views. The enums are declared first: a view that is read before knows no descriptions of theirs."""

from api.schema.enums import declare_enums

declare_enums()
