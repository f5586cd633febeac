from thuocdo.organisations.models.agencies import Agency, LocalEdition
from thuocdo.organisations.models.dated import Dated
from thuocdo.organisations.models.groups import Alias, GroupMember, Partner, UnitGroup
from thuocdo.organisations.models.units import ChangePart, Unit, UnitChange, UnitName, UnitParent

__all__ = [
    "Agency",
    "Alias",
    "ChangePart",
    "Dated",
    "GroupMember",
    "LocalEdition",
    "Partner",
    "Unit",
    "UnitChange",
    "UnitGroup",
    "UnitName",
    "UnitParent",
]
