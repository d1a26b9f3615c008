// The reader's own rules, so that a screen greys out and explains with what the server enforces.
export {
  checkMapping,
  type MappingProblem,
  type MasterField,
  type MasterMapping,
  masterFields,
  requiredFields,
} from "./readers/master-fields";
