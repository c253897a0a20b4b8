package dev.plumbline.topics;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer that was built before would break on. Allowed is to add messages, fields and enum
 * values, and to remove a field or value whose number and name are reserved from then on.
 */
final class Compatibility {
  private final List<String> breaches = new ArrayList<>();

  private Compatibility() {}

  /** One line for each breach; none when everything that was understood still is. */
  static List<String> breaches(FileDescriptorSet before, FileDescriptorSet now) {
    Compatibility check = new Compatibility();
    Map<String, DescriptorProto> messages = messages(now);
    messages(before).forEach((name, message) -> check.message(name, message, messages.get(name)));
    Map<String, EnumDescriptorProto> enums = enums(now);
    enums(before).forEach((name, type) -> check.type(name, type, enums.get(name)));
    Map<String, FileDescriptorProto> files = new TreeMap<>();
    now.getFileList().forEach(file -> files.put(file.getName(), file));
    before.getFileList().forEach(file -> check.file(file, files.get(file.getName())));
    return List.copyOf(check.breaches);
  }

  private void file(FileDescriptorProto before, @Nullable FileDescriptorProto now) {
    if (now != null
        && !(now.getOptions().getJavaPackage().equals(before.getOptions().getJavaPackage())
            && now.getOptions().getJavaMultipleFiles()
                == before.getOptions().getJavaMultipleFiles())) {
      breaches.add(before.getName() + ": its Java classes have other names");
    }
  }

  private void message(String name, DescriptorProto before, @Nullable DescriptorProto now) {
    if (now == null) {
      breaches.add(name + ": is gone");
      return;
    }
    for (FieldDescriptorProto field : before.getFieldList()) {
      FieldDescriptorProto same =
          now.getFieldList().stream()
              .filter(f -> f.getNumber() == field.getNumber())
              .findFirst()
              .orElse(null);
      String what = name + "." + field.getName() + " = " + field.getNumber();
      if (same == null) {
        if (!reserved(now, field.getNumber())
            || !now.getReservedNameList().contains(field.getName())) {
          breaches.add(what + ": removed, and its number and name are not both reserved");
        }
      } else if (!shape(same, now).equals(shape(field, before))) {
        breaches.add(
            what + ": was \"" + shape(field, before) + "\", is \"" + shape(same, now) + "\"");
      }
    }
    for (FieldDescriptorProto field : now.getFieldList()) {
      if (reserved(before, field.getNumber())
          || before.getReservedNameList().contains(field.getName())) {
        breaches.add(
            name + "." + field.getName() + " = " + field.getNumber() + ": takes what was reserved");
      }
    }
    for (DescriptorProto.ReservedRange range : before.getReservedRangeList()) {
      for (int number = range.getStart(); number < range.getEnd(); number++) {
        if (!reserved(now, number) && now.getFieldList().stream().noneMatch(taken(number))) {
          breaches.add(name + ": " + number + " is reserved no more");
        }
      }
    }
  }

  private static Predicate<FieldDescriptorProto> taken(int number) {
    return field -> field.getNumber() == number;
  }

  /** Everything of a field that is on the wire, in JSON or in generated code. */
  private static String shape(FieldDescriptorProto field, DescriptorProto of) {
    boolean real = field.hasOneofIndex() && !field.getProto3Optional();
    return (field.getProto3Optional() ? "optional " : "")
        + (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "")
        + (real ? "oneof " + of.getOneofDecl(field.getOneofIndex()).getName() + " " : "")
        + field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
        + field.getTypeName()
        + " "
        + field.getName();
  }

  private static boolean reserved(DescriptorProto message, int number) {
    return message.getReservedRangeList().stream()
        .anyMatch(range -> range.getStart() <= number && number < range.getEnd());
  }

  private void type(String name, EnumDescriptorProto before, @Nullable EnumDescriptorProto now) {
    if (now == null) {
      breaches.add(name + ": is gone");
      return;
    }
    for (EnumValueDescriptorProto value : before.getValueList()) {
      List<String> names =
          now.getValueList().stream()
              .filter(v -> v.getNumber() == value.getNumber())
              .map(EnumValueDescriptorProto::getName)
              .toList();
      String what = name + "." + value.getName() + " = " + value.getNumber();
      if (names.isEmpty()) {
        if (!reserved(now, value.getNumber())
            || !now.getReservedNameList().contains(value.getName())) {
          breaches.add(what + ": removed, and its number and name are not both reserved");
        }
      } else if (!names.contains(value.getName())) {
        breaches.add(what + ": is called " + names.get(0));
      }
    }
    for (EnumValueDescriptorProto value : now.getValueList()) {
      if (reserved(before, value.getNumber())
          || before.getReservedNameList().contains(value.getName())) {
        breaches.add(
            name + "." + value.getName() + " = " + value.getNumber() + ": takes what was reserved");
      }
    }
  }

  private static boolean reserved(EnumDescriptorProto type, int number) {
    return type.getReservedRangeList().stream()
        .anyMatch(range -> range.getStart() <= number && number <= range.getEnd());
  }

  private static Map<String, DescriptorProto> messages(FileDescriptorSet set) {
    Map<String, DescriptorProto> found = new TreeMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      file.getMessageTypeList().forEach(m -> nested(file.getPackage(), m, found));
    }
    return found;
  }

  private static void nested(
      String parent, DescriptorProto message, Map<String, DescriptorProto> into) {
    String name = parent + "." + message.getName();
    into.put(name, message);
    message.getNestedTypeList().forEach(inner -> nested(name, inner, into));
  }

  private static Map<String, EnumDescriptorProto> enums(FileDescriptorSet set) {
    Map<String, EnumDescriptorProto> found = new TreeMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      file.getEnumTypeList().forEach(e -> found.put(file.getPackage() + "." + e.getName(), e));
    }
    messages(set)
        .forEach(
            (name, message) ->
                message.getEnumTypeList().forEach(e -> found.put(name + "." + e.getName(), e)));
    return found;
  }
}
